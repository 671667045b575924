package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.Failure;
import imece.contract.LiveEvent;
import imece.contract.Order;
import imece.contract.RenderJob;
import imece.contract.RenderSpec;
import imece.contract.RunKey;
import imece.contract.StatusEvent;
import imece.worker.demo.DemoEngine;
import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineProfile;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import imece.worker.gpu.Figures;
import imece.worker.gpu.Gpu;
import imece.worker.gpu.GpuLock;
import imece.worker.run.Admission;
import imece.worker.run.Canary;
import imece.worker.run.Company;
import imece.worker.run.Events;
import imece.worker.run.FinishedRuns;
import imece.worker.run.OrderMemory;
import imece.worker.run.Quarantine;
import imece.worker.run.RunLimits;
import imece.worker.run.RunSteps;
import imece.worker.slot.Heart;
import imece.worker.slot.Identity;
import imece.worker.slot.OrderDesk;
import imece.worker.slot.Slot;
import imece.worker.slot.WorkerDuty;
import imece.worker.upload.PictureStore;
import imece.worker.upload.PictureUpload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slot with its whole inside, between a broker and an engine that a test has in its hands. */
class SlotConsumerTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    /** Long enough for what is wrongly done at once to be seen. */
    private static final Duration A_WHILE = Duration.ofMillis(400);

    @TempDir
    Path locks;

    /** What the broker sees, in order. */
    private final List<String> seen = new CopyOnWriteArrayList<>();

    private final List<FakeChannel> channels = new CopyOnWriteArrayList<>();
    private final HeldEvents events = new HeldEvents();
    private final PictureStore store = new PictureStore();
    private final WorkerDuty duty = new WorkerDuty();
    private final OrderMemory memory = new OrderMemory(InstantSource.system());
    private final FinishedRuns finished = new FinishedRuns(InstantSource.system());
    private final List<Runnable> changes = new CopyOnWriteArrayList<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile ImageEngine engine = new DemoEngine(Duration.ofMillis(1), false);
    private Slot slot;
    private SlotConsumer consumer;

    @BeforeEach
    void open() {
        store.open();
        ImageEngine current = new Current();
        GpuLock lock = new GpuLock(locks, "gpu-0", Duration.ofSeconds(5));
        RunLimits limits = new RunLimits(LONG, Duration.ofSeconds(5));
        Quarantine quarantine = new Quarantine("gpu-0", new Canary(current, limits, lock), () -> {});
        RunSteps steps = new RunSteps(
                current,
                limits,
                lock,
                new PictureUpload(PictureUpload.client()),
                events,
                new Admission(memory, finished, duty::draining),
                new Company(1),
                quarantine,
                InstantSource.system());
        slot = new Slot(
                Gpu.named("gpu-0"),
                "default",
                new Identity("worker-1", new UUID(3, 3), "host", "1"),
                current,
                steps,
                quarantine,
                duty,
                () -> changes.forEach(Runnable::run));
        consumer = new SlotConsumer(
                () -> {
                    FakeChannel opened = new FakeChannel(seen);
                    channels.add(opened);
                    return opened.channel();
                },
                new ConnectionNews("nowhere"),
                slot,
                new LaneCalls(),
                stopping::get,
                () -> {},
                new Garbage());
        duty.onChange(consumer::wake);
        consumer.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        stopping.set(true);
        events.confirmAll();
        slot.giveBack();
        consumer.interrupt();
        assertThat(consumer.join(LONG)).isTrue();
        store.close();
    }

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
        new OrderDesk("worker-1", memory, finished, duty, List.of(slot))
                .receive(new Order.Cancel(store.job().jobId(), store.job().epoch()));
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
        OrderDesk desk = new OrderDesk("worker-1", memory, finished, duty, List.of(slot));
        desk.receive(new Order.Cancel(new UUID(9, 9), 5));
        desk.receive(new Order.Cancel(store.job().jobId(), store.job().epoch() - 1));
        desk.receive(new Order.Abandon(store.job().jobId(), store.job().epoch(), new UUID(9, 9)));
        end.complete(new RenderResult.Failed(new Failure("engine-error", "It broke.", true)));
        reported("Failed").complete(null);
        assertThat(stopped).isFalse();
    }

    @Test
    void whileItDrainsItTakesNoOtherJobAndResumedItDoes() throws Exception {
        OrderDesk desk = new OrderDesk("worker-1", memory, finished, duty, List.of(slot));
        consuming();
        desk.receive(new Order.Drain("somebody-else"));
        assertThat(slot.takesJobs()).isTrue();
        desk.receive(new Order.Drain("worker-1"));
        await().atMost(LONG).until(() -> channels.stream().noneMatch(FakeChannel::consumed));
        assertThat(slot.takesJobs()).isFalse();
        desk.receive(new Order.Resume("worker-1"));
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
    void heartbeatsNameARunUntilItsEndIsConfirmedAndComeAtMostTenTimesASecond() throws Exception {
        Heart heart = new Heart(
                new Identity("worker-1", new UUID(3, 3), "host", "1"),
                duty,
                List.of(slot),
                gpu -> Figures.UNKNOWN,
                events,
                InstantSource.system());
        changes.add(heart::changed);
        heart.start();
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
                heart.changed();
                return System.nanoTime() - begun > Duration.ofSeconds(1).toNanos();
            });
            long tenths = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 100;
            long regular = tenths / 20;
            assertThat((long) events.beats().size() - told).isLessThanOrEqualTo(tenths + regular + 2);
        } finally {
            heart.stop();
        }
    }

    private FakeChannel consuming() {
        await().atMost(LONG).until(() -> channels.stream().anyMatch(FakeChannel::consumed));
        return channels.stream().filter(FakeChannel::consumed).findFirst().orElseThrow();
    }

    private void deliver(RenderJob job, int before) throws Exception {
        consuming().deliver(job, before);
    }

    private long acknowledged() {
        return seen.stream().filter(call -> call.startsWith("acknowledge")).count();
    }

    private CompletableFuture<Void> reported(String kind) {
        await().atMost(LONG).until(() -> events.kinds().contains(kind));
        return events.confirms.get(events.kinds().indexOf(kind));
    }

    /** Events that are confirmed when the test says so. */
    private static final class HeldEvents implements Events {

        private final List<LiveEvent> told = new CopyOnWriteArrayList<>();
        private final List<StatusEvent> reported = new CopyOnWriteArrayList<>();
        private final List<CompletableFuture<Void>> confirms = new CopyOnWriteArrayList<>();
        private volatile boolean all;

        @Override
        public CompletableFuture<Void> report(StatusEvent event) {
            CompletableFuture<Void> confirm = new CompletableFuture<>();
            confirms.add(confirm);
            reported.add(event);
            if (all) {
                confirm.complete(null);
            }
            return confirm;
        }

        @Override
        public void tell(LiveEvent event) {
            told.add(event);
        }

        @Override
        public void preview(RunKey run, long seq, byte[] jpeg) {}

        private List<LiveEvent.Heartbeat> beats() {
            return told.stream()
                    .filter(LiveEvent.Heartbeat.class::isInstance)
                    .map(LiveEvent.Heartbeat.class::cast)
                    .toList();
        }

        private List<String> kinds() {
            return reported.stream()
                    .map(event -> event.getClass().getSimpleName())
                    .toList();
        }

        private void confirmAll() {
            all = true;
            confirms.forEach(confirm -> confirm.complete(null));
        }
    }

    private interface Rendering {
        RenderResult render(RenderWatcher watcher, Cancellation stop);
    }

    private record Stub(Rendering rendering) implements ImageEngine {

        @Override
        public EngineProfile profile() {
            return new EngineProfile("test", "test", Set.of(), 1, List.of(), null);
        }

        @Override
        public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
            return rendering.render(watcher, cancellation);
        }
    }

    /** Whichever engine the test has chosen. */
    private final class Current implements ImageEngine {

        @Override
        public EngineProfile profile() {
            return engine.profile();
        }

        @Override
        public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
            return engine.render(job, spec, watcher, cancellation);
        }
    }
}
