package imece.gateway.picture.upload;

import imece.gateway.http.Refusal;
import imece.gateway.identity.Signatures;
import imece.gateway.picture.PictureKind;
import imece.gateway.picture.PictureStore.RunFile;
import imece.gateway.picture.upload.UploadMeters.UploadOutcome;
import imece.gateway.picture.upload.UploadReceiver.UploadDraft;
import imece.gateway.picture.upload.UploadUrls.UploadTicket;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
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
