package imece.gateway.picture.serve;

import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.VisitorCookies.Visitor;
import imece.gateway.job.GuardedTransitions;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.rows.JobLog;
import imece.gateway.job.rows.Jobs;
import imece.gateway.picture.PictureSniffer;
import imece.gateway.picture.PictureStore;
import imece.gateway.picture.PictureStore.RunFile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** {@code GET /api/images/{id}}: the picture of one's own job. */
@RestController
@Tag(name = "Pictures")
class ImagesEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(ImagesEndpoint.class);
    private static final int LEAST_WIDTH = 64;
    private static final int MOST_WIDTH = 1_024;
    private static final int WIDTH_STEP = 64;
    /** Asked for again each time, for it may be deleted; the answer is 304 as long as it is not. */
    private static final String EACH_TIME = "private, no-cache";

    private final Jobs jobs;
    private final PictureStore store;
    private final Thumbnails thumbnails;

    ImagesEndpoint(Jobs jobs, PictureStore store, Thumbnails thumbnails) {
        this.jobs = jobs;
        this.store = store;
        this.thumbnails = thumbnails;
    }

    @GetMapping("/api/images/{id}")
    @Operation(
            operationId = "getImage",
            summary = "The picture of a job",
            description = "w: a smaller one, 64 to 1024 pixels wide in steps of 64.")
    @ApiResponse(
            responseCode = "200",
            description = "the picture as the engine made it, with its parameters inside; a JPEG where w is given")
    @ApiResponse(responseCode = "304", description = "what If-None-Match names is still right", content = @Content)
    @Refusals({"404 not-found, picture-removed", "422 validation-failed", "503 busy, database-unavailable"})
    @Nullable
    ResponseEntity<Resource> image(
            Visitor visitor,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String w,
            WebRequest request)
            throws IOException {
        int width = width(w);
        Job job = jobs.findOwned(id, visitor.id()).orElseThrow(() -> Refusal.notFound("picture"));
        if (!(job.state() instanceof JobState.Complete complete)) {
            throw Refusal.notFound("picture");
        }
        if (complete.pictureRemovedAt() != null) {
            throw Refusal.of(
                    HttpStatus.NOT_FOUND,
                    "picture-removed",
                    "This picture was removed on " + complete.pictureRemovedAt()
                            + (GuardedTransitions.PICTURE_REMOVED.equals(job.note())
                                    ? ": this farm keeps pictures for a while only."
                                    : ", as its owner wanted.")
                            + " The same seed makes it again.");
        }
        RunFile run = new RunFile(id, job.counters().epoch(), complete.run().runId());
        String etag = '"' + complete.picture().sha256() + (width == 0 ? "" : "-w" + width) + '"';
        Path picture = store.find(run).orElseThrow(() -> gone(run));
        if (request.checkNotModified(etag)) {
            return ResponseEntity.status(304)
                    .eTag(etag)
                    .header(HttpHeaders.CACHE_CONTROL, EACH_TIME)
                    .build();
        }
        Path shown = width == 0 ? picture : thumbnails.of(picture, run, width);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(PictureSniffer.kind(shown).mediaType()))
                .header(HttpHeaders.CACHE_CONTROL, EACH_TIME)
                .eTag(etag)
                .body(new FileSystemResource(shown));
    }

    private static int width(@Nullable String w) {
        if (w == null) {
            return 0;
        }
        int width = w.matches("\\d{1,5}") ? Integer.parseInt(w) : 0;
        if (width < LEAST_WIDTH || width > MOST_WIDTH || width % WIDTH_STEP != 0) {
            throw Refusal.invalid(
                    "w",
                    "w is no width of a thumbnail.",
                    LEAST_WIDTH + " to " + MOST_WIDTH + " in steps of " + WIDTH_STEP);
        }
        return width;
    }

    private static Refusal gone(RunFile run) {
        JobLog.about(LOG.atWarn(), run.job())
                .log("is complete, but the picture of its run {} is not in the store", run.run());
        return Refusal.notFound("picture");
    }
}
