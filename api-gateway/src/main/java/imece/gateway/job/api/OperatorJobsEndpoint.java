package imece.gateway.job.api;

import imece.gateway.http.Cursor;
import imece.gateway.http.Page;
import imece.gateway.http.Paging;
import imece.gateway.http.Refusals;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.api.JobCancellation.CancelledJobs;
import imece.gateway.job.api.JobSelections.SelectionParameters;
import imece.gateway.job.rows.SelectedJobs;
import imece.gateway.job.rows.SelectedJobs.JobOwner;
import imece.gateway.job.rows.SelectedJobs.SelectedPage;
import imece.gateway.line.JobView;
import imece.gateway.line.LinePositions;
import imece.gateway.operator.Operators;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Everybody's jobs, for operators. */
@RestController
@RequestMapping("/api/operator/jobs")
@Tag(name = "Operation")
@SecurityRequirement(name = "operatorToken")
@Refusals({"422 validation-failed", "503 database-unavailable"})
class OperatorJobsEndpoint {

    private final SelectedJobs jobs;
    private final JobSelections selections;
    private final LinePositions positions;
    private final JobCancellation cancellation;
    private final Operators operators;

    OperatorJobsEndpoint(
            SelectedJobs jobs,
            JobSelections selections,
            LinePositions positions,
            JobCancellation cancellation,
            Operators operators) {
        this.jobs = jobs;
        this.selections = selections;
        this.positions = positions;
        this.cancellation = cancellation;
        this.operators = operators;
    }

    /**
     * A job as operators see it.
     *
     * @param owner the visitor, account or key
     * @param withoutCookie whether that visitor has sent no cookie back yet
     * @param ownerKind visitor, account, key or sub-owner
     * @param ownerName of the account or key; null = it has none
     * @param forbiddenUntil the owner may not ask before; null = may
     * @param pinned whether an operator moved it to the front of the line
     */
    record OwnedJobView(
            UUID owner,
            boolean withoutCookie,
            JobView job,
            String ownerKind,
            @Nullable String ownerName,
            @Nullable Instant forbiddenUntil,
            String lane,
            boolean pinned) {}

    @GetMapping
    @Operation(
            operationId = "listEverybodysJobs",
            summary = "Everybody's jobs, newest first",
            description = """
            status: queued, processing, complete, error, cancelled or live, several with commas between; live if it is not \
            given. Each call looks at a bounded number of rows, so a page may be short or empty and yet have a next. \
            """ + JobSelections.WORDS)
    Page<OwnedJobView> list(
            HttpServletRequest request,
            @ParameterObject SelectionParameters selection,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String limit) {
        operators.require(request);
        int most = Paging.limit(limit);
        SelectedPage page = jobs.page(
                selections.read(selection, status, "live"), Cursor.parse(before).number(), most);
        Long next = page.next();
        return new Page<>(
                shown(page.jobs()), next == null ? null : Cursor.of(next).text());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "cancelEverybodysJobs",
            summary = "Cancel everybody's waiting jobs",
            description = "status=queued; status=live ends running ones too. At most about 10,000 of a call: more says"
                    + " whether others may be left, for which to ask again. " + JobSelections.WORDS)
    CancelledJobs cancel(
            HttpServletRequest request,
            @ParameterObject SelectionParameters selection,
            @RequestParam(required = false) @Nullable String status) {
        operators.require(request);
        Set<JobStatus> statuses = JobsEndpoint.runningToo(status) ? JobStatus.LIVE : JobStatus.WAITING;
        return cancellation.anybodys(selections.read(selection, statuses), statuses);
    }

    private List<OwnedJobView> shown(List<Job> some) {
        Map<UUID, JobOwner> owners = jobs.ownersOf(some);
        List<JobView> views = positions.shown(some);
        List<OwnedJobView> shown = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            UUID id = some.get(i).origin().owner();
            JobOwner owner = owners.getOrDefault(id, JobOwner.UNKNOWN);
            shown.add(new OwnedJobView(
                    id,
                    owner.withoutCookie(),
                    views.get(i),
                    owner.kind(),
                    owner.name(),
                    owner.forbiddenUntil(),
                    some.get(i).lane(),
                    some.get(i).pinned()));
        }
        return shown;
    }
}
