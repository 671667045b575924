package imece.gateway.job.api;

import imece.gateway.http.Cursor;
import imece.gateway.http.Page;
import imece.gateway.http.Paging;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.VisitorCookies.Visitor;
import imece.gateway.job.Job;
import imece.gateway.job.rows.JobFilter;
import imece.gateway.job.rows.Jobs;
import imece.gateway.job.rows.Runs;
import imece.gateway.line.JobView;
import imece.gateway.line.LinePositions;
import imece.gateway.operator.Operators;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The calls about jobs that exist. */
@RestController
@RequestMapping("/api/jobs")
@Tag(name = "Jobs")
@Refusals("503 database-unavailable")
class JobsEndpoint {

    private final Jobs jobs;
    private final Runs runs;
    private final LinePositions positions;
    private final JobCancellation cancellation;
    private final Operators operators;

    JobsEndpoint(Jobs jobs, Runs runs, LinePositions positions, JobCancellation cancellation, Operators operators) {
        this.jobs = jobs;
        this.runs = runs;
        this.positions = positions;
        this.cancellation = cancellation;
        this.operators = operators;
    }

    /** How many jobs were cancelled at once. */
    record CancelledView(int cancelled) {}

    @GetMapping
    @Operation(operationId = "listJobs", summary = "My jobs, newest first", description = """
            status: queued, processing, complete, error, cancelled or live, several with commas between; \
            q searches the prompt. checkpoint and seed as they were asked for; \
            from (inclusive) and to (exclusive): when it was asked for, ISO 8601 with its offset.""")
    @Refusals("422 validation-failed")
    Page<JobView> list(
            Visitor visitor,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String checkpoint,
            @RequestParam(required = false) @Nullable String seed,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        int most = Paging.limit(limit);
        JobFilter wanted = JobListQuery.parse(status, q, checkpoint, seed, from, to);
        List<Job> found = jobs.page(visitor.id(), wanted, Cursor.parse(before).number(), most + 1);
        Page<Job> page = Page.of(found, most, job -> Cursor.of(job.ticket()).text());
        return new Page<>(positions.shown(page.items()), page.next());
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getJob", summary = "One job")
    @Refusals("404 not-found")
    JobView one(Visitor visitor, @PathVariable UUID id) {
        return positions.shown(owned(id, visitor));
    }

    @GetMapping("/{id}/attempts")
    @Operation(operationId = "listAttempts", summary = "The runs of a job")
    @Refusals("404 not-found")
    List<Runs.AttemptView> attempts(Visitor visitor, @PathVariable UUID id) {
        return runs.attempts(owned(id, visitor).id());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "cancelJob",
            summary = "Cancel a job",
            description =
                    "Also 202 when it was cancelled before. With the operator token: anybody's. With forget, whatever its"
                            + " state: the job, its picture and its prompt are gone at once; undo brings them back for 60 s.")
    @Parameter(in = ParameterIn.QUERY, name = "forget", description = "deletes the job; answered with 200 Deletion")
    @ApiResponse(responseCode = "202", description = "cancelled")
    @ApiResponse(responseCode = "200", description = "deleted", content = @Content(schema = @Schema(ref = "Deletion")))
    @Refusals({"404 not-found", "409 job-already-over"})
    JobView cancel(Visitor visitor, @PathVariable UUID id, HttpServletRequest request) {
        return positions.shown(
                operators.asks(request) ? cancellation.anybodys(id) : cancellation.one(id, visitor.id()));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "cancelJobs",
            summary = "Cancel all my waiting jobs",
            description = "status=queued; status=live ends running ones too.")
    @Refusals("422 validation-failed")
    CancelledView cancelAll(Visitor visitor, @RequestParam(required = false) @Nullable String status) {
        return new CancelledView(cancellation.all(visitor.id(), runningToo(status)));
    }

    /**
     * Whether running jobs are meant too, by the word of a bulk cancellation.
     *
     * @throws Refusal 422 if it says neither
     */
    static boolean runningToo(@Nullable String status) {
        boolean live = "live".equals(status);
        if (!live && !"queued".equals(status)) {
            throw Refusal.invalid("status", "Which jobs are meant must be said by status.", "queued, live");
        }
        return live;
    }

    private Job owned(UUID id, Visitor visitor) {
        return jobs.findOwned(id, visitor.id()).orElseThrow(() -> Refusal.notFound("job"));
    }
}
