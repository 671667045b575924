package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.clock.MonotonicClock;
import imece.contract.LiveEvent;
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
import imece.worker.gpu.Gpu;
import imece.worker.gpu.GpuLock;
import imece.worker.run.Admission;
import imece.worker.run.Admission.FinishedRuns;
import imece.worker.run.Admission.OrderMemory;
import imece.worker.run.Canary;
import imece.worker.run.PictureStore;
import imece.worker.run.PictureUpload;
import imece.worker.run.Quarantine;
import imece.worker.run.RunEvents;
import imece.worker.run.RunLimits;
import imece.worker.run.RunSteps;
import imece.worker.run.SharedProcess;
import imece.worker.slot.DrainState;
import imece.worker.slot.Slot;
import imece.worker.slot.WorkerIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A slot with its whole inside, between a broker and an engine that a test has in its hands. */
abstract class SlotPipelineBed {

    static final Duration LONG = Duration.ofSeconds(30);
    /** Long enough for what is wrongly done at once to be seen. */
    static final Duration A_WHILE = Duration.ofMillis(400);

    @TempDir
    Path locks;

    /** What the broker sees, in order. */
    final List<String> seen = new CopyOnWriteArrayList<>();

    /** Messages that the broker hands to who asks for one. */
    final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();

    final List<FakeChannel> channels = new CopyOnWriteArrayList<>();

    /** Those on which queues are looked at, and nothing else is done. */
    final List<FakeChannel> inspecting = new CopyOnWriteArrayList<>();

    /** Whether those that are opened from now on find none. */
    volatile boolean noQueues;

    final HeldEvents events = new HeldEvents();
    final PictureStore store = new PictureStore();
    final DrainState drainState = new DrainState();
    final OrderMemory memory = new OrderMemory(MonotonicClock.system());
    final FinishedRuns finished = new FinishedRuns(MonotonicClock.system());
    final List<Runnable> changes = new CopyOnWriteArrayList<>();
    final AtomicBoolean stopping = new AtomicBoolean();
    volatile ImageEngine engine = new DemoEngine(Duration.ofMillis(1), false);
    Slot slot;
    SlotPipeline pipeline;

    /** Where the messages of this queue wait for who asks for one. */
    Queue<byte[]> queue(String name) {
        return waiting;
    }

    /** How many jobs the slot draws at once. */
    int seats() {
        return 1;
    }

    @BeforeEach
    void open() {
        store.open();
        begin();
    }

    /** A slot and its pipeline. */
    final void begin() {
        ImageEngine current = new Current();
        GpuLock lock = new GpuLock(locks, "gpu-0", Duration.ofSeconds(5), seats() > 1);
        RunLimits limits = new RunLimits(LONG, Duration.ofSeconds(5));
        Quarantine quarantine = new Quarantine("gpu-0", new Canary(current, limits, lock), () -> {});
        RunSteps steps = new RunSteps(
                current,
                limits,
                lock,
                new PictureUpload(PictureUpload.client()),
                events,
                new Admission(memory, finished, drainState::draining),
                new SharedProcess(seats()),
                quarantine,
                InstantSource.system());
        slot = new Slot(
                Gpu.named("gpu-0"),
                "default",
                seats(),
                new WorkerIdentity("worker-1", new UUID(3, 3), "host", "1"),
                current,
                steps,
                quarantine,
                drainState,
                MonotonicClock.system(),
                () -> changes.forEach(Runnable::run));
        pipeline = new SlotPipeline(
                () -> {
                    FakeChannel opened = new FakeChannel(seen, this::queue);
                    channels.add(opened);
                    return opened.channel();
                },
                new QueueInspector(() -> {
                    FakeChannel opened = new FakeChannel(seen, this::queue);
                    opened.withoutQueues = noQueues;
                    inspecting.add(opened);
                    return opened.channel();
                }),
                new ConnectionNews("nowhere"),
                slot,
                stopping::get,
                () -> {},
                new UnreadableDeliveries());
        drainState.onChange(pipeline::wake);
        pipeline.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        end();
        store.close();
    }

    final void end() throws InterruptedException {
        stopping.set(true);
        events.confirmAll();
        slot.giveBack();
        pipeline.interrupt();
        assertThat(pipeline.join(LONG)).isTrue();
    }

    FakeChannel consuming() {
        await().atMost(LONG).until(() -> channels.stream().anyMatch(FakeChannel::idle));
        return channels.stream().filter(FakeChannel::idle).findFirst().orElseThrow();
    }

    /** A job like the store's under another id. */
    RenderJob job(int number, RenderJob.Neighbours neighbours) {
        RenderJob like = store.job();
        return new RenderJob(
                new UUID(7, number),
                like.epoch(),
                like.lane(),
                like.spec(),
                like.uploadUrls(),
                List.of(),
                like.maxRunSeconds(),
                like.maxDeliveries(),
                like.attempt(),
                null,
                null,
                neighbours);
    }

    RenderJob job(int number) {
        return job(number, RenderJob.Neighbours.ANY);
    }

    void deliver(RenderJob job, int before) throws Exception {
        consuming().deliver(job, before);
    }

    long acknowledged() {
        return seen.stream().filter(call -> call.startsWith("acknowledge")).count();
    }

    CompletableFuture<Void> reported(String kind) {
        await().atMost(LONG).until(() -> events.kinds().contains(kind));
        return events.confirms.get(events.kinds().indexOf(kind));
    }

    /** Events that are confirmed when the test says so. */
    static final class HeldEvents implements RunEvents {

        final List<LiveEvent> told = new CopyOnWriteArrayList<>();
        final List<StatusEvent> reported = new CopyOnWriteArrayList<>();
        final List<CompletableFuture<Void>> confirms = new CopyOnWriteArrayList<>();
        volatile boolean all;

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

        List<LiveEvent.Heartbeat> beats() {
            return told.stream()
                    .filter(LiveEvent.Heartbeat.class::isInstance)
                    .map(LiveEvent.Heartbeat.class::cast)
                    .toList();
        }

        List<String> kinds() {
            return reported.stream()
                    .map(event -> event.getClass().getSimpleName())
                    .toList();
        }

        void confirmOne() {
            confirms.stream().filter(confirm -> !confirm.isDone()).findFirst().ifPresent(next -> next.complete(null));
        }

        void confirmAll() {
            all = true;
            confirms.forEach(confirm -> confirm.complete(null));
        }
    }

    interface Rendering {
        RenderResult render(RenderWatcher watcher, Cancellation stop);
    }

    record Stub(Rendering rendering) implements ImageEngine {

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
    final class Current implements ImageEngine {

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
