package imece.gateway.workers;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.EngineCapabilities;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.LiveEvent.WorkerState;
import imece.contract.WorkerOrder;
import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.operator.Operators;
import imece.gateway.workers.WorkerRegistry.Heard;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/workers}, for the operator. */
@RestController
@Tag(name = "Operation")
@SecurityRequirement(name = "operatorToken")
class WorkersEndpoint {

    private final WorkerRegistry workers;
    private final MonotonicClock clock;

    private final Operators operators;
    private final MessagePublisher publisher;
    private final AuditLog audit;

    WorkersEndpoint(
            WorkerRegistry workers,
            MonotonicClock clock,
            Operators operators,
            MessagePublisher publisher,
            AuditLog audit) {
        this.workers = workers;
        this.clock = clock;
        this.operators = operators;
        this.publisher = publisher;
        this.audit = audit;
    }

    /** All workers heard within the last minute. */
    record WorkersView(List<WorkerView> items) {
        WorkersView {
            items = List.copyOf(items);
        }
    }

    /**
     * One worker process.
     *
     * @param id its name
     * @param state ready, draining, or silent if its last heartbeat is too old
     */
    record WorkerView(String id, String host, String state, String version, List<SlotView> slots) {
        WorkerView {
            slots = List.copyOf(slots);
        }
    }

    /**
     * One GPU slot.
     *
     * @param gpu what the GPU is called
     * @param why one sentence on why it takes no jobs, or null
     * @param capabilities what its engine can do, or null if it did not tell
     * @param jobId the job in hand, or null
     * @param utilisationPercent how busy the GPU is, 0 to 100; null where its driver does not tell
     * @param temperatureCelsius likewise
     */
    record SlotView(
            String gpu,
            String uuid,
            SlotState state,
            @Nullable String why,
            String engine,
            @Nullable EngineCapabilities capabilities,
            @Nullable String checkpoint,
            @Nullable UUID jobId,
            @Nullable Memory memory,
            @Nullable Integer utilisationPercent,
            @Nullable Integer temperatureCelsius) {}

    /** GPU memory, MiB. */
    record Memory(int totalMiB, @Nullable Integer usedMiB) {}

    @GetMapping("/api/workers")
    @Operation(operationId = "listWorkers", summary = "Workers heard within the last minute")
    WorkersView workers(HttpServletRequest request) {
        operators.require(request);
        Moment now = clock.now();
        return new WorkersView(workers.workers().stream()
                .map(heard -> view(heard, now))
                .sorted(Comparator.comparing(WorkerView::id))
                .toList());
    }

    @PostMapping("/api/workers/{id}/drain")
    @Operation(
            operationId = "drainWorker",
            summary = "Let a worker take nothing new",
            description = "What it runs is finished.")
    @Refusals({"404 not-found", "503 database-unavailable"})
    WorkerView drain(@PathVariable String id, HttpServletRequest request) {
        return order(request, id, new WorkerOrder.Drain(id), AuditAct.WORKER_DRAINED);
    }

    @PostMapping("/api/workers/{id}/resume")
    @Operation(operationId = "resumeWorker", summary = "Let a drained worker take jobs again")
    @Refusals({"404 not-found", "503 database-unavailable"})
    WorkerView resume(@PathVariable String id, HttpServletRequest request) {
        return order(request, id, new WorkerOrder.Resume(id), AuditAct.WORKER_RESUMED);
    }

    /** The worker as it was heard last; its next heartbeat shows the effect. */
    private WorkerView order(HttpServletRequest request, String id, WorkerOrder order, AuditAct what) {
        operators.require(request);
        Moment now = clock.now();
        Heard heard = workers.workers().stream()
                .filter(worker -> worker.heartbeat().worker().equals(id) && worker.live(now))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("worker"));
        audit.write(
                what,
                AuditSubject.worker(id),
                Map.of("state", word(heard.heartbeat().state())),
                Map.of());
        publisher.order(order);
        return view(heard, now);
    }

    private static WorkerView view(Heard heard, Moment now) {
        var heartbeat = heard.heartbeat();
        return new WorkerView(
                heartbeat.worker(),
                heartbeat.host(),
                heard.live(now) ? word(heartbeat.state()) : "silent",
                heartbeat.softwareVersion(),
                heartbeat.slots().stream().map(WorkersEndpoint::view).toList());
    }

    private static String word(WorkerState state) {
        return switch (state) {
            case READY -> "ready";
            case DRAINING -> "draining";
            case UNKNOWN -> "unknown";
        };
    }

    private static SlotView view(SlotReport slot) {
        Integer total = slot.gpu().memoryTotalMiB();
        return new SlotView(
                slot.gpu().name(),
                slot.gpu().uuid(),
                slot.state(),
                slot.why(),
                slot.engine(),
                slot.capabilities(),
                slot.checkpoint(),
                slot.run() == null ? null : slot.run().jobId(),
                total == null ? null : new Memory(total, slot.gpu().memoryUsedMiB()),
                slot.gpu().utilisationPercent(),
                slot.gpu().temperatureCelsius());
    }
}
