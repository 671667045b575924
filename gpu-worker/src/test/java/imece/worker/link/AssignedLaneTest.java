package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.LaneAssignment;
import imece.contract.RenderSpec;
import imece.contract.Wire;
import imece.contract.WorkerOrder;
import imece.worker.demo.DemoEngine;
import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineProfile;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import imece.worker.gpu.GpuFigures;
import imece.worker.slot.HeartbeatSender;
import imece.worker.slot.OrderReceiver;
import imece.worker.slot.WorkerIdentity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A slot takes its jobs where it is assigned. */
class AssignedLaneTest extends SlotPipelineBed {

    private static final String HOME = "imece.jobs.default";
    private static final UUID INSTANCE = new UUID(3, 3);

    /** The demo engine with these checkpoints, that draws when it is told to. */
    private final CompletableFuture<Void> draws = new CompletableFuture<>();

    private OrderReceiver receiver;

    @BeforeEach
    void serve() {
        engine = new Waiting(new DemoEngine(Duration.ZERO, false, List.of("a", "b")));
        receiver = new OrderReceiver("worker-1", memory, finished, drainState, List.of(slot));
        events.confirmAll();
    }

    @Test
    void anIdleSlotLeavesItsLaneAtOnceAndListensWhereItIsAssignedThoughNothingWaitsThere() {
        consuming();
        assign("a", 1);
        await().atMost(LONG).until(() -> seen.contains("consume imece.jobs.a"));
        assertThat(seen).containsExactly("consume " + HOME, "cancel", "consume imece.jobs.a");
        assign("b", 2);
        assign("a", 1);
        await().atMost(LONG).until(() -> seen.contains("consume imece.jobs.b"));
        await().during(A_WHILE).atMost(LONG).until(() -> seen.size() == 5);
    }

    @Test
    void aSlotThatDrawsGoesWhereItIsAssignedAsSoonAsItsPictureIsDrawn() throws Exception {
        deliver(job(1), 0);
        assertThat(reported("Started")).isDone();
        assign("b", 1);
        waiting.add(Wire.write(job(2)));
        await().during(A_WHILE).atMost(LONG).until(() -> waiting.size() == 1);
        draws.complete(null);
        await().atMost(LONG).until(() -> acknowledged() == 2);
        await().atMost(LONG).until(() -> seen.contains("consume imece.jobs.b"));
        assertThat(seen.stream().filter(call -> call.startsWith("take")).distinct())
                .containsExactly("take imece.jobs.b");
        assertThat(seen).filteredOn(call -> call.equals("consume " + HOME)).hasSize(1);
    }

    @Test
    void whatCameBeforeTheOldLaneWasLeftIsDrawnBeforeAnythingIsTakenFromTheNewOne() {
        draws.complete(null);
        FakeChannel first = consuming();
        first.beforeCancel = Wire.write(job(1));
        assign("a", 1);
        await().atMost(LONG).until(() -> acknowledged() == 1);
        await().atMost(LONG).until(() -> seen.contains("consume imece.jobs.a"));
        int left = seen.indexOf("cancel");
        assertThat(seen.subList(0, left)).containsExactly("consume " + HOME);
        assertThat(seen.subList(left, seen.size())).doesNotContain("consume " + HOME);
        assertThat(events.kinds()).containsExactly("Started", "Completed");
    }

    @Test
    void afterALostChannelItListensWhereItIsAssigned() {
        consuming();
        assign("a", 1);
        await().atMost(LONG).until(() -> seen.contains("consume imece.jobs.a"));
        channels.forEach(FakeChannel::lose);
        await().atMost(LONG)
                .until(() ->
                        seen.stream().filter("consume imece.jobs.a"::equals).count() == 2);
        assertThat(seen).filteredOn(call -> call.equals("consume " + HOME)).hasSize(1);
    }

    @Test
    void aLaneWithoutAQueueIsAskedAboutAgainUntilItIsThere() {
        consuming();
        noQueues = true;
        inspecting.forEach(FakeChannel::lose);
        assign("a", 1);
        int before = inspecting.size();
        await().atMost(LONG).until(() -> inspecting.size() > before + 1);
        assertThat(seen).containsExactly("consume " + HOME, "cancel");
        noQueues = false;
        await().atMost(LONG).until(() -> seen.contains("consume imece.jobs.a"));
        assertThat(channels).hasSize(1);
    }

    @Test
    void anAssignmentOfAnotherProcessOfAnUnknownGpuOrToALaneThatIsNotServedMovesNobody() {
        consuming();
        receiver.receive(new WorkerOrder.Assign("worker-2", INSTANCE, "gpu-0", "a", 9, 1));
        receiver.receive(new WorkerOrder.Assign("worker-1", new UUID(4, 4), "gpu-0", "a", 9, 1));
        receiver.receive(new WorkerOrder.Assign("worker-1", INSTANCE, "gpu-1", "a", 9, 1));
        receiver.receive(new WorkerOrder.Assign("worker-1", INSTANCE, "gpu-0", "c", 9, 1));
        pipeline.wake();
        await().during(A_WHILE).atMost(LONG).until(() -> seen.size() == 1);
        assertThat(slot.assignedTo()).isEmpty();
        assign("a", 1);
        await().atMost(LONG).until(() -> seen.contains("consume imece.jobs.a"));
    }

    @Test
    void theHeartbeatTellsAtOnceWhichAssignmentIsFollowed() {
        HeartbeatSender heartbeats = new HeartbeatSender(
                new WorkerIdentity("worker-1", INSTANCE, "host", "1"),
                drainState,
                List.of(slot),
                gpu -> GpuFigures.UNKNOWN,
                events,
                InstantSource.system());
        changes.add(heartbeats::changed);
        heartbeats.start();
        try {
            await().atMost(LONG).until(() -> !events.beats().isEmpty());
            assertThat(told()).isNull();
            assign("a", 3);
            await().atMost(LONG).until(() -> new LaneAssignment("a", 5, 3).equals(told()));
            assign("b", 2);
            assign("b", 4);
            await().atMost(LONG).until(() -> new LaneAssignment("b", 5, 4).equals(told()));
        } finally {
            heartbeats.stop();
        }
    }

    private @Nullable LaneAssignment told() {
        return events.beats().getLast().slots().getFirst().assigned();
    }

    private void assign(String lane, long no) {
        WorkerOrder order = new WorkerOrder.Assign("worker-1", INSTANCE, "gpu-0", lane, 5, no);
        receiver.receive(order);
        pipeline.wakeFor(order);
    }

    private final class Waiting implements ImageEngine {

        private final ImageEngine demo;

        Waiting(ImageEngine demo) {
            this.demo = demo;
        }

        @Override
        public EngineProfile profile() {
            return demo.profile();
        }

        @Override
        public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
            cancellation.whenRequested(() -> draws.complete(null));
            draws.join();
            return demo.render(job, spec, watcher, cancellation);
        }
    }
}
