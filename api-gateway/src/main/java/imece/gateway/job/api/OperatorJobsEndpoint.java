package imece.gateway.job.api;

import imece.gateway.IpLiterals;
import imece.gateway.http.Cursor;
import imece.gateway.http.Page;
import imece.gateway.http.Paging;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.AddressMarks;
import imece.gateway.identity.ClientAddress;
import imece.gateway.job.Job;
import imece.gateway.job.api.JobsEndpoint.CancelledView;
import imece.gateway.job.rows.Jobs;
import imece.gateway.job.rows.Jobs.LiveJobs;
import imece.gateway.line.JobView;
import imece.gateway.line.LinePositions;
import imece.gateway.operator.Operators;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Everybody's live jobs, for operators. */
@RestController
@RequestMapping("/api/operator/jobs")
@Tag(name = "Operation")
@SecurityRequirement(name = "operatorToken")
@Refusals({"422 validation-failed", "503 database-unavailable"})
class OperatorJobsEndpoint {

    private static final String WHOSE =
            "owner: of this visitor; address: of callers from this address that have sent no cookie back.";

    private final Jobs jobs;
    private final LinePositions positions;
    private final JobCancellation cancellation;
    private final Operators operators;
    private final AddressMarks addresses;

    OperatorJobsEndpoint(
            Jobs jobs,
            LinePositions positions,
            JobCancellation cancellation,
            Operators operators,
            AddressMarks addresses) {
        this.jobs = jobs;
        this.positions = positions;
        this.cancellation = cancellation;
        this.operators = operators;
        this.addresses = addresses;
    }

    /**
     * A job as operators see it.
     *
     * @param owner the visitor
     * @param withoutCookie whether that visitor has sent no cookie back yet
     */
    record OwnedJobView(UUID owner, boolean withoutCookie, JobView job) {}

    @GetMapping
    @Operation(operationId = "listEverybodysJobs", summary = "Everybody's live jobs, newest first", description = WHOSE)
    Page<OwnedJobView> list(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable UUID owner,
            @RequestParam(required = false) @Nullable String address,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String limit) {
        operators.require(request);
        int most = Paging.limit(limit);
        List<Job> found = jobs.live(whose(owner, address), Cursor.parse(before).number(), most + 1);
        Page<Job> page = Page.of(found, most, job -> Cursor.of(job.ticket()).text());
        return new Page<>(shown(page.items()), page.next());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "cancelEverybodysJobs",
            summary = "Cancel everybody's waiting jobs",
            description = "status=queued; status=live ends running ones too. " + WHOSE)
    CancelledView cancel(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable UUID owner,
            @RequestParam(required = false) @Nullable String address) {
        operators.require(request);
        return new CancelledView(cancellation.anybodys(whose(owner, address), JobsEndpoint.runningToo(status)));
    }

    private LiveJobs whose(@Nullable UUID owner, @Nullable String address) {
        if (address == null || address.isEmpty()) {
            return new LiveJobs(owner, null);
        }
        if (IpLiterals.of(address).isEmpty()) {
            throw Refusal.invalid("address", "This is not an IP address.", "such as 203.0.113.7 or 2001:db8::1");
        }
        return new LiveJobs(owner, addresses.of(ClientAddress.of(address)));
    }

    private List<OwnedJobView> shown(List<Job> some) {
        Set<UUID> newcomers = jobs.newcomersAmong(some);
        List<JobView> views = positions.shown(some);
        List<OwnedJobView> shown = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            UUID owner = some.get(i).origin().owner();
            shown.add(new OwnedJobView(owner, newcomers.contains(owner), views.get(i)));
        }
        return shown;
    }
}
