package imece.gateway.picture;

import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Signatures;
import imece.gateway.identity.VisitorCookies.Visitor;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.rows.Jobs;
import imece.gateway.owner.Askers;
import imece.gateway.picture.PictureStore.RunFile;
import imece.gateway.picture.UploadReceiver.UploadDraft;
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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pictures that jobs begin from: visitors put them here, workers fetch them by the address in their job. */
@RestController
@Refusals("503 database-unavailable")
class InitPicturesEndpoint {

    /** Asked for again each time, for it may be deleted. */
    private static final String EACH_TIME = "private, no-cache";

    private final InitPictureReceiver taking;
    private final InitPictures pictures;
    private final PictureStore store;
    private final Jobs jobs;
    private final Signatures signatures;
    private final Askers askers;
    private final Clock clock;

    InitPicturesEndpoint(
            InitPictureReceiver taking,
            InitPictures pictures,
            PictureStore store,
            Jobs jobs,
            Signatures signatures,
            Askers askers,
            Clock clock) {
        this.taking = taking;
        this.pictures = pictures;
        this.store = store;
        this.jobs = jobs;
        this.signatures = signatures;
        this.askers = askers;
        this.clock = clock;
    }

    @PostMapping("/api/uploads")
    @Tag(name = "Pictures")
    @Operation(operationId = "uploadInitPicture", summary = "Upload a picture to begin from", description = """
            PNG, JPEG or WebP, whatever its Content-Type says; its limits stand in GET /api/options. \
            What is kept is a plain PNG: upright as Exif says, 8 bits per colour, white where it was \
            transparent, without metadata and without anything behind the picture's end. \
            initImageId of a request names it. \
            It is kept until no job has asked for it for as long as limits.upload says.""")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "image/webp", schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(responseCode = "201", description = "kept")
    @Refusals({
        "400 broken-off",
        "403 forbidden-by-operator",
        "408 too-slow",
        "413 too-large, daily-limit",
        "415 no-picture, picture-kind, picture-unreadable",
        "429 too-many-uploads, too-many-new-visitors, too-many-users",
        "503 busy, store-unavailable",
        "507 store-full"
    })
    ResponseEntity<Upload> upload(Caller caller, HttpServletRequest request) throws IOException {
        if (!mayHoldPicture(request.getContentType())) {
            throw InitPictureRule.noPicture();
        }
        if (request.getContentLengthLong() > InitPictures.UPLOAD_BYTES) {
            throw UploadDraft.tooLarge(InitPictures.UPLOAD_BYTES);
        }
        Upload taken =
                taking.take(askers.of(caller, request), request.getContentLengthLong(), request.getInputStream());
        return ResponseEntity.created(URI.create(taken.url())).body(taken);
    }

    /** The bytes decide what it is; but a form or a text is not meant as one. */
    private static boolean mayHoldPicture(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.startsWith("image/") || type.startsWith("application/octet-stream");
    }

    /** One's own upload. */
    @GetMapping("/api/uploads/{id}")
    @Tag(name = "Pictures")
    @Operation(operationId = "getUpload", summary = "A picture that one has uploaded")
    @ApiResponse(responseCode = "200", description = "the picture")
    @Refusals("404 not-found")
    ResponseEntity<Resource> uploaded(Visitor visitor, @PathVariable UUID id) {
        String type = pictures.typeOwned(id, visitor.id()).orElseThrow(() -> Refusal.notFound("upload"));
        Path file = store.findUpload(id).orElseThrow(() -> Refusal.notFound("upload"));
        return picture(file, type);
    }

    /** For workers: an upload, or the picture of a job. */
    @GetMapping("/api/uploads/{id}/picture")
    @Tag(name = "Workers")
    @Operation(
            operationId = "fetchInitPicture",
            summary = "Fetch the picture that a job begins from",
            description = "The address is signed and travels with the job.")
    @Parameter(in = ParameterIn.QUERY, name = "expires", required = true, description = UploadEndpoint.SIGNED)
    @Parameter(in = ParameterIn.QUERY, name = "signature", required = true, description = UploadEndpoint.SIGNED)
    @ApiResponse(responseCode = "200", description = "the picture")
    @Refusals({"403 bad-signature", "404 not-found", "410 upload-expired", "503 store-unavailable"})
    ResponseEntity<Resource> fetched(@PathVariable UUID id, HttpServletRequest request) throws IOException {
        String signature = request.getParameter("signature");
        InitTicket ticket = new InitTicket(id, UploadEndpoint.number(request.getParameter("expires")));
        ticket.require(signatures, signature == null ? "" : signature, clock.instant());
        Optional<String> type = pictures.type(id);
        Path file = type.isPresent() ? store.findUpload(id).orElseThrow(() -> StoreRefusals.later(false)) : ofJob(id);
        return picture(
                file, type.isPresent() ? type.get() : PictureSniffer.kind(file).mediaType());
    }

    /** A file that a row promises may only be late, as on a folder that several machines share. */
    private Path ofJob(UUID id) {
        List<Job> found = jobs.all(List.of(id));
        if (found.isEmpty()
                || !(found.getFirst().state() instanceof JobState.Complete complete)
                || !pictures.ofJob(id)) {
            throw Refusal.notFound("picture");
        }
        return store.find(new RunFile(
                        id, found.getFirst().counters().epoch(), complete.run().runId()))
                .filter(Files::isRegularFile)
                .orElseThrow(() -> StoreRefusals.later(false));
    }

    private static ResponseEntity<Resource> picture(Path file, String mediaType) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(mediaType))
                .eTag('"' + file.getFileName().toString() + '"')
                .header(HttpHeaders.CACHE_CONTROL, EACH_TIME)
                .body(new FileSystemResource(file));
    }
}
