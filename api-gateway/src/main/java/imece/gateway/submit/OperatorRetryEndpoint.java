package imece.gateway.submit;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.gateway.http.Cursor;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.api.JobSelections;
import imece.gateway.job.api.JobSelections.SelectionParameters;
import imece.gateway.job.rows.SelectedJobs;
import imece.gateway.job.rows.SelectedJobs.SelectedPage;
import imece.gateway.operator.Operators;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tries failed jobs again, whoever owns them, because an operator wants it. */
@RestController
@Tag(name = "Operation")
@SecurityRequirement(name = "operatorToken")
class OperatorRetryEndpoint {

    private static final int AT_ONCE = 50;

    /** A call ends before a proxy gives up on it, however slow a try is. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final SelectedJobs jobs;
    private final JobSelections selections;
    private final JobRetry retry;
    private final Operators operators;
    private final MonotonicClock clock;

    OperatorRetryEndpoint(
            SelectedJobs jobs, JobSelections selections, JobRetry retry, Operators operators, MonotonicClock clock) {
        this.jobs = jobs;
        this.selections = selections;
        this.retry = retry;
        this.operators = operators;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param retried jobs that are in the line once more
     * @param already whose picture is in the line or made already
     * @param refused how many were refused, by the code of the refusal
     * @param next goes into {@code before} for those that this call has not come to; null = there are none
     */
    record RetriedView(
            int retried,
            int already,
            Map<String, Integer> refused,
            @Nullable String next) {}

    @PostMapping("/api/operator/jobs/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "retryEverybodysJobs",
            summary = "Try everybody's failed jobs again, the newest first",
            description = "Each for its owner, whose limits count. At most 50 of a call. " + JobSelections.WORDS)
    @Refusals({"422 validation-failed", "503 database-unavailable"})
    RetriedView retry(
            HttpServletRequest request,
            @ParameterObject SelectionParameters selection,
            @RequestParam(required = false) @Nullable String before) {
        operators.require(request);
        SelectedPage page = jobs.page(
                selections.read(selection, Set.of(JobStatus.ERROR)),
                Cursor.parse(before).number(),
                AT_ONCE);
        Moment begun = clock.now();
        int retried = 0;
        int already = 0;
        Map<String, Integer> refused = new TreeMap<>();
        for (Job failed : page.jobs()) {
            if (begun.until(clock.now()).compareTo(LONGEST) > 0) {
                return new RetriedView(
                        retried,
                        already,
                        refused,
                        Cursor.of(failed.ticket() + 1).text());
            }
            try {
                if (retry.againByOperator(failed)) {
                    retried++;
                } else {
                    already++;
                }
            } catch (Refusal refusal) {
                refused.merge(refusal.problem().code(), 1, Integer::sum);
            }
        }
        Long next = page.next();
        return new RetriedView(
                retried, already, refused, next == null ? null : Cursor.of(next).text());
    }
}
