package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.Failure;
import imece.contract.StatusEvent;
import imece.contract.WorkerOrder;
import imece.worker.engine.RenderResult;
import imece.worker.gpu.GpuFigures;
import imece.worker.slot.HeartbeatSender;
import imece.worker.slot.OrderReceiver;
import imece.worker.slot.WorkerIdentity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** One message after another through a slot. */
class SlotPipelineTest extends SlotPipelineBed {

    @Test
    void aPictureIsAcknowledgedOnceAndNotBeforeItsEndIsConfirmed() throws Exception {
        deliver(store.job(), 0);
        reported("Started").complete(null);
        CompletableFuture<Void> end = reported("Completed");
        await().during(A_WHILE).atMost(LONG).until(() -> acknowledged() == 0);
        end.complete(null);
        await().atMost(LONG).until(() -> acknowledged() == 1);
        assertThat(seen).contains("acknowledge 1");
    }

    @Test
    void aFailureIsAcknowledgedOnlyOnceItIsConfirmed() throws Exception {
        engine = new Stub((watcher, stop) -> new RenderResult.Failed(new Failure("engine-error", "It broke.", true)));
        deliver(store.job(), 0);
        reported("Started").complete(null);
        CompletableFuture<Void> end = reported("Failed");
        await().during(A_WHILE).atMost(LONG).until(() -> acknowledged() == 0);
        end.complete(null);
        await().atMost(LONG).until(() -> acknowledged() == 1);
    }

    @Test
    void aJobThatIsHandedBackIsAcknowledgedOnlyOnceThatIsConfirmed() throws Exception {
        deliver(store.job(), store.job().maxDeliveries());
        CompletableFuture<Void> end = reported("Released");
        await().during(A_WHILE).atMost(LONG).until(() -> acknowledged() == 0);
        end.complete(null);
        await().atMost(LONG).until(() -> acknowledged() == 1);
        assertThat(events.kinds()).containsExactly("Released");
    }

    @Test
    void howADrawnPictureEndedIsNotToldBeforeItsStartIsConfirmed() throws Exception {
        deliver(store.job(), 0);
        CompletableFuture<Void> start = reported("Started");
        await().atMost(LONG).until(() -> !store.paths().isEmpty());
        await().during(A_WHILE).atMost(LONG).until(() -> events.kinds().equals(List.of("Started")));
        start.complete(null);
        reported("Completed").complete(null);
    }

    @Test
    void theFirstOrderToCancelEndsTheRunByItself() throws Exception {
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        engine = new Stub((watcher, stop) -> {
            told.complete(stop.await(LONG));
            return new RenderResult.Interrupted();
        });
        deliver(store.job(), 0);
        reported("Started").complete(null);
        new OrderReceiver("worker-1", memory, finished, drainState, List.of(slot))
                .receive(new WorkerOrder.Cancel(store.job().jobId(), store.job().epoch()));
        assertThat(told).succeedsWithin(LONG).isEqualTo(true);
        await().atMost(LONG).until(() -> acknowledged() == 1);
        assertThat(events.kinds()).containsExactly("Started");
        assertThat(store.paths()).isEmpty();
    }

    @Test
    void anOrderAboutAnotherJobOrAnEarlierEpochLeavesTheRunAlone() throws Exception {
        CompletableFuture<RenderResult> end = new CompletableFuture<>();
        AtomicBoolean stopped = new AtomicBoolean();
        engine = new Stub((watcher, stop) -> {
            stop.whenRequested(() -> stopped.set(true));
            return end.join();
        });
        deliver(store.job(), 0);
        reported("Started").complete(null);
        OrderReceiver receiver = new OrderReceiver("worker-1", memory, finished, drainState, List.of(slot));
        receiver.receive(new WorkerOrder.Cancel(new UUID(9, 9), 5));
        receiver.receive(new WorkerOrder.Cancel(store.job().jobId(), store.job().epoch() - 1));
        receiver.receive(
                new WorkerOrder.Abandon(store.job().jobId(), store.job().epoch(), new UUID(9, 9)));
        end.complete(new RenderResult.Failed(new Failure("engine-error", "It broke.", true)));
        reported("Failed").complete(null);
        assertThat(stopped).isFalse();
    }

    @Test
    void whileItDrainsItTakesNoOtherJobAndResumedItDoes() throws Exception {
        OrderReceiver receiver = new OrderReceiver("worker-1", memory, finished, drainState, List.of(slot));
        consuming();
        receiver.receive(new WorkerOrder.Drain("somebody-else"));
        assertThat(slot.takesJobs()).isTrue();
        receiver.receive(new WorkerOrder.Drain("worker-1"));
        await().atMost(LONG).until(() -> channels.stream().noneMatch(FakeChannel::consumed));
        receiver.receive(new WorkerOrder.Resume("somebody-else"));
        assertThat(slot.takesJobs()).isFalse();
        receiver.receive(new WorkerOrder.Resume("worker-1"));
        consuming();
    }

    @Test
    void whatCannotBeReadIsAcknowledgedAndTheNextJobIsDrawn() throws Exception {
        consuming().deliver(new byte[] {'?'}, 0);
        await().atMost(LONG).until(() -> acknowledged() == 1);
        deliver(store.job(), 0);
        reported("Started").complete(null);
        reported("Completed").complete(null);
        await().atMost(LONG).until(() -> acknowledged() == 2);
        assertThat(seen).doesNotContain("basicNack", "basicReject");
    }

    @Test
    void theEchoOfAFinishedRunIsAcknowledgedAndNotDrawnAgain() throws Exception {
        deliver(store.job(), 0);
        reported("Started").complete(null);
        reported("Completed").complete(null);
        await().atMost(LONG).until(() -> acknowledged() == 1);
        deliver(store.job(), 1);
        await().atMost(LONG).until(() -> acknowledged() == 2);
        assertThat(events.kinds()).containsExactly("Started", "Completed");
        assertThat(store.paths()).hasSize(1);
    }

    @Test
    void aFinishedRunThatIsAbandonedIsNoEchoAndItsJobIsDrawnAgain() throws Exception {
        deliver(store.job(), 0);
        reported("Started").complete(null);
        reported("Completed").complete(null);
        await().atMost(LONG).until(() -> acknowledged() == 1);
        UUID run = ((StatusEvent.OfRun) events.reported.getFirst()).run().runId();

        new OrderReceiver("worker-1", memory, finished, drainState, List.of(slot))
                .receive(
                        new WorkerOrder.Abandon(store.job().jobId(), store.job().epoch(), run));
        deliver(store.job(), 1);

        await().atMost(LONG).until(() -> events.kinds().equals(List.of("Started", "Completed", "Started")));
        events.confirmAll();
        await().atMost(LONG).until(() -> acknowledged() == 2);
    }

    @Test
    void heartbeatsNameARunUntilItsEndIsConfirmedAndComeAtMostTenTimesASecond() throws Exception {
        HeartbeatSender heartbeats = new HeartbeatSender(
                new WorkerIdentity("worker-1", new UUID(3, 3), "host", "1"),
                drainState,
                List.of(slot),
                gpu -> GpuFigures.UNKNOWN,
                events,
                InstantSource.system());
        changes.add(heartbeats::changed);
        heartbeats.start();
        try {
            deliver(store.job(), 0);
            reported("Started").complete(null);
            CompletableFuture<Void> end = reported("Completed");
            int before = events.beats().size();
            await().atMost(LONG).until(() -> events.beats().size() > before + 1);
            assertThat(events.beats().getLast().inHand())
                    .containsExactly(((StatusEvent.OfRun) events.reported.getFirst()).run());
            end.complete(null);
            await().atMost(LONG).until(() -> events.beats().getLast().inHand().isEmpty());
            long begun = System.nanoTime();
            int told = events.beats().size();
            await().pollInterval(Duration.ofMillis(5)).atMost(LONG).until(() -> {
                heartbeats.changed();
                return System.nanoTime() - begun > Duration.ofSeconds(1).toNanos();
            });
            long tenths = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 100;
            long regular = tenths / 20;
            assertThat((long) events.beats().size() - told).isLessThanOrEqualTo(tenths + regular + 2);
        } finally {
            heartbeats.stop();
        }
    }
}
