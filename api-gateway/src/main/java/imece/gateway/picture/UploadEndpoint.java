package imece.gateway.picture;

import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.Signatures;
import imece.gateway.picture.PictureStore.RunFile;
import imece.gateway.picture.UploadMeters.UploadOutcome;
import imece.gateway.picture.UploadReceiver.UploadDraft;
import imece.gateway.picture.UploadUrls.SizeTicket;
import imece.gateway.picture.UploadUrls.UploadTicket;
import imece.picture.PictureKind;
import imece.picture.PictureReading.PictureSize;
import io.micrometer.core.instrument.Timer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code PUT /api/uploads/{job}/{epoch}/{run}}: where workers put pictures. Create-only, signed, without a database. */
@RestController
class UploadEndpoint {

    /** What the document says of a parameter of a signed address. */
    static final String SIGNED = "as the address in the job has it";

    private final Signatures signatures;
    private final UploadReceiver taking;
    private final UploadMeters meters;
    private final Clock clock;

    UploadEndpoint(Signatures signatures, UploadReceiver taking, UploadMeters meters, Clock clock) {
        this.signatures = signatures;
        this.taking = taking;
        this.meters = meters;
        this.clock = clock;
    }

    @PutMapping("/api/uploads/{job}/{epoch}/{run}")
    @Tag(name = "Workers")
    @Operation(operationId = "uploadPicture", summary = "Put a run's picture away", description = """
            Create-only; the address is signed and travels with the job, so nobody makes one up. \
            200 = the same bytes were there.""")
    @Parameter(in = ParameterIn.QUERY, name = "expires", required = true, description = SIGNED)
    @Parameter(in = ParameterIn.QUERY, name = "max", required = true, description = SIGNED)
    @Parameter(in = ParameterIn.QUERY, name = "size", description = SIGNED)
    @Parameter(in = ParameterIn.QUERY, name = "sized", description = SIGNED)
    @Parameter(in = ParameterIn.QUERY, name = "signature", required = true, description = SIGNED)
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "image/webp", schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(responseCode = "200", description = "the same bytes were there already")
    @ApiResponse(responseCode = "201", description = "stored")
    @Refusals({
        "400 broken-off",
        "403 bad-signature",
        "404 not-found",
        "408 too-slow",
        "409 picture-exists",
        "410 upload-expired",
        "413 too-large",
        "415 no-picture, wrong-size",
        "503 store-unavailable",
        "507 store-full"
    })
    ResponseEntity<Void> upload(
            @PathVariable UUID job, @PathVariable long epoch, @PathVariable UUID run, HttpServletRequest request)
            throws IOException {
        Timer.Sample begun = meters.begin();
        UploadOutcome outcome = UploadOutcome.FAILED;
        try {
            outcome = take(job, epoch, run, request) ? UploadOutcome.STORED : UploadOutcome.REPEATED;
        } catch (Refusal refusal) {
            outcome = UploadOutcome.of(refusal);
            throw refusal;
        } finally {
            meters.end(begun, outcome);
        }
        return ResponseEntity.status(outcome == UploadOutcome.STORED ? HttpStatus.CREATED : HttpStatus.OK)
                .build();
    }

    private boolean take(UUID job, long epoch, UUID run, HttpServletRequest request) throws IOException {
        String signature = request.getParameter("signature");
        UploadTicket ticket = new UploadTicket(
                job, epoch, number(request.getParameter("max")), number(request.getParameter("expires")));
        ticket.require(signatures, signature == null ? "" : signature, clock.instant());
        Optional<PictureSize> size =
                SizeTicket.size(ticket, request.getParameter("size"), request.getParameter("sized"), signatures);
        PictureKind kind = PictureKind.ofMediaType(request.getContentType())
                .orElseThrow(() -> Refusal.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "no-picture",
                        "A picture must be image/png, image/jpeg or image/webp."));
        if (request.getContentLengthLong() > ticket.max()) {
            throw UploadDraft.tooLarge(ticket.max());
        }
        return taking.take(
                new RunFile(job, epoch, run),
                kind,
                size,
                ticket.max(),
                request.getContentLengthLong(),
                request.getInputStream());
    }

    /** A number of a signed address. */
    static long number(@Nullable String text) {
        if (text == null || !text.matches("\\d{1,18}")) {
            throw UploadTicket.badSignature();
        }
        return Long.parseLong(text);
    }
}
