package imece.gateway.job.api;

import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.job.Job;
import imece.gateway.job.rows.JobPins;
import imece.gateway.job.rows.Jobs;
import imece.gateway.line.JobView;
import imece.gateway.line.LinePositions;
import imece.gateway.operator.Operators;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/operator/jobs/{id}/front}: lets a job that waits go before all others, because an operator wants it. */
@RestController
@RequestMapping("/api/operator/jobs/{id}/front")
@Tag(name = "Operation")
@SecurityRequirement(name = "operatorToken")
@Refusals({"404 not-found", "409 job-not-waiting", "503 database-unavailable"})
class OperatorFrontEndpoint {

    private final JobPins pins;
    private final Jobs jobs;
    private final LinePositions positions;
    private final Operators operators;
    private final AuditLog audit;

    OperatorFrontEndpoint(JobPins pins, Jobs jobs, LinePositions positions, Operators operators, AuditLog audit) {
        this.pins = pins;
        this.jobs = jobs;
        this.positions = positions;
        this.operators = operators;
        this.audit = audit;
    }

    @PostMapping
    @Operation(
            operationId = "moveJobToFront",
            summary = "Let a waiting job go first",
            description =
                    "It stands before all that were not moved; of those that were, the lowest turn goes first. Nobody"
                            + " is charged for it. Twice is as once.")
    JobView toFront(HttpServletRequest request, @PathVariable UUID id) {
        operators.require(request);
        return moved(id, true, AuditAct.JOB_MOVED_TO_FRONT);
    }

    @DeleteMapping
    @Operation(
            operationId = "moveJobBack",
            summary = "Let a job that was moved to the front wait for its turn again",
            description = "One that was not moved waits for its turn already.")
    JobView back(HttpServletRequest request, @PathVariable UUID id) {
        operators.require(request);
        return moved(id, false, AuditAct.JOB_MOVED_BACK);
    }

    private JobView moved(UUID id, boolean pinned, AuditAct act) {
        Job job = pins.pinIfWaiting(
                        id,
                        pinned,
                        changed -> audit.write(
                                act, AuditSubject.job(id), Map.of("pinned", !pinned), Map.of("pinned", pinned)))
                .orElseGet(() -> unchanged(id));
        return positions.shown(job);
    }

    /** Moved already, or nothing that could be moved. */
    private Job unchanged(UUID id) {
        Job job = jobs.find(id).orElseThrow(() -> Refusal.notFound("job"));
        if (!job.status().waiting()) {
            throw Refusal.conflict(
                    "job-not-waiting",
                    "This job does not wait any more: " + job.status().shown() + ".");
        }
        return job;
    }
}
