package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.Failure;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.RenderJob;
import imece.contract.RenderSpec;
import imece.contract.RunKey;
import imece.contract.StatusEvent;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.contract.WorkerOrder;
import imece.tier.TestSeed;
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
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A slot whose engine draws several pictures at once. */
class SeveralAtOnceTest extends SlotPipelineBed {

    private static final UUID INSTANCE = new UUID(3, 3);

    private final Map<String, Deque<byte[]>> queues = new ConcurrentHashMap<>();
    private final Gauge gauge = new Gauge();
    private int seats = 3;
    private long orders;

    @Override
    int seats() {
        return seats;
    }

    @Override
    Queue<byte[]> queue(String name) {
        return queues.computeIfAbsent(name, none -> new ConcurrentLinkedDeque<>());
    }

    @BeforeEach
    @Override
    void open() {
        engine = gauge;
        super.open();
    }

    @Test
    void asManyAreDrawnAtOnceAsItHasSeatsAndOneMoreIsInHand() {
        IntStream.range(0, 6).forEach(number -> waits("default", job(number)));
        await().atMost(LONG).until(() -> pump() && gauge.inEngine().size() == 3);
        await().during(A_WHILE).atMost(LONG).until(() -> pump() && inHand() == 3);

        UUID first = gauge.finishOne();
        confirmed(first, "Started");
        await().atMost(LONG).until(() -> pump() && gauge.inEngine().size() == 3 && inHand() == 4);

        UUID second = gauge.finishOne();
        confirmed(second, "Started");
        await().during(A_WHILE)
                .atMost(LONG)
                .until(() -> pump() && gauge.inEngine().size() == 2 && inHand() == 4);
        assertThat(acknowledged()).isZero();

        events.confirmAll();
        gauge.finishAll();
        await().atMost(LONG).until(() -> pump() && acknowledged() == 6);
    }

    @Test
    void itChangesItsCheckpointAsAWhole() {
        assign("a");
        waits("a", job(1), job(2));
        waits("b", job(3), job(4));
        await().atMost(LONG).until(() -> pump() && gauge.inEngine().size() == 2);
        assign("b");
        await().during(A_WHILE).atMost(LONG).until(() -> pump() && inHand() == 2);
        gauge.finishOne();
        await().during(A_WHILE)
                .atMost(LONG)
                .until(() -> pump() && gauge.inEngine().size() == 1);
        assertThat(queue(Topology.jobQueue("b"))).hasSize(2);
        events.confirmAll();
        gauge.finishOne();
        await().atMost(LONG).until(() -> pump() && gauge.inEngine().size() == 2);
        assertThat(seen.stream().filter(call -> call.endsWith("jobs.b"))).isNotEmpty();
    }

    @Test
    void lanesOfOneCheckpointAreServedSideBySide() {
        assign("a");
        waits("a", job(1));
        await().atMost(LONG).until(() -> pump() && gauge.inEngine().size() == 1);
        waits("img2img:a", job(2));
        assign("img2img:a");
        await().atMost(LONG).until(() -> pump() && gauge.inEngine().size() == 2);
    }

    @Test
    void whoMustBeAloneWaitsUntilItIsAndKeepsOthersOut() {
        events.confirmAll();
        waits("default", job(1));
        await().atMost(LONG).until(() -> pump() && gauge.inEngine().size() == 1);
        waits("default", job(2, RenderJob.Neighbours.NONE));
        await().atMost(LONG).until(() -> pump() && !slot.takesJobs());
        waits("default", job(3));
        await().during(A_WHILE)
                .atMost(LONG)
                .until(() -> pump() && gauge.inEngine().size() == 1);
        gauge.finishOne();
        await().atMost(LONG).until(() -> pump() && gauge.inEngine().equals(Set.of(new UUID(7, 2))));
        await().during(A_WHILE)
                .atMost(LONG)
                .until(() -> pump() && gauge.inEngine().size() == 1);
        gauge.finishAll();
        await().atMost(LONG).until(() -> pump() && acknowledged() == 3);
    }

    @Test
    void anOrderToCancelOneEndsNoOther() {
        events.confirmAll();
        waits("default", job(1), job(2), job(3));
        await().atMost(LONG).until(() -> pump() && gauge.inEngine().size() == 3);
        receiver().receive(new WorkerOrder.Cancel(new UUID(7, 2), job(2).epoch()));
        await().atMost(LONG).until(() -> acknowledged() == 1);
        assertThat(gauge.inEngine()).containsExactlyInAnyOrder(new UUID(7, 1), new UUID(7, 3));
        gauge.finishAll();
        await().atMost(LONG).until(() -> acknowledged() == 3);
        assertThat(events.kinds()).filteredOn("Completed"::equals).hasSize(2);
    }

    @Test
    void whatIsGivenBackAtAStopIsAllOfIt() throws Exception {
        events.confirmAll();
        waits("default", job(1), job(2), job(3));
        await().atMost(LONG).until(() -> pump() && gauge.inEngine().size() == 3);
        stopping.set(true);
        drainState.stop();
        slot.giveBack();
        assertThat(pipeline.join(LONG)).isTrue();
        assertThat(acknowledged()).isEqualTo(3);
        assertThat(events.kinds()).filteredOn("Released"::equals).hasSize(3);
    }

    @Test
    void theHeartbeatTellsItsSeatsAllThatIsInHandAndOfThoseAtWorkTheLongest() {
        HeartbeatSender heartbeats = new HeartbeatSender(
                new WorkerIdentity("worker-1", INSTANCE, "host", "1"),
                drainState,
                List.of(slot),
                gpu -> GpuFigures.UNKNOWN,
                events,
                InstantSource.system());
        changes.add(heartbeats::changed);
        events.confirmAll();
        heartbeats.start();
        try {
            waits("default", job(1));
            await().atMost(LONG).until(() -> pump() && gauge.inEngine().size() == 1);
            waits("default", job(2));
            await().atMost(LONG).until(() -> pump() && gauge.inEngine().size() == 2);
            await().atMost(LONG).until(() -> events.beats().getLast().inHand().size() == 2);
            SlotReport report = events.beats().getLast().slots().getFirst();
            assertThat(report.seats()).isEqualTo(3);
            assertThat(report.run()).isNotNull().extracting(RunKey::jobId).isEqualTo(new UUID(7, 1));
        } finally {
            heartbeats.stop();
        }
    }

    @Test
    void whateverHappensNoSeatIsTakenTwiceNoTwoCheckpointsAreDrawnTogetherAndEachMessageIsAcknowledgedOnce()
            throws Exception {
        for (int concurrency = 1; concurrency <= 4; concurrency++) {
            end();
            channels.clear();
            seen.clear();
            stopping.set(false);
            seats = concurrency;
            begin();
            storm(concurrency, new Random(TestSeed.of("several at once, " + concurrency)));
        }
    }

    private void storm(int concurrency, Random random) {
        gauge.draws(random);
        Set<String> lanes = Set.of("a", "b", "default");
        int jobs = 60;
        for (int number = 0; number < jobs; number++) {
            String lane = List.copyOf(lanes).get(random.nextInt(lanes.size()));
            RenderJob.Neighbours neighbours =
                    random.nextInt(10) == 0 ? RenderJob.Neighbours.NONE : RenderJob.Neighbours.ANY;
            waits(lane, job(1_000 * concurrency + number, neighbours));
        }
        await().pollInterval(Duration.ofMillis(3)).atMost(LONG.multipliedBy(2)).until(() -> {
            List<String> left = lanes.stream()
                    .filter(lane -> !queue(Topology.jobQueue(lane)).isEmpty())
                    .toList();
            if (!left.isEmpty() && random.nextInt(8) == 0) {
                assign(left.get(random.nextInt(left.size())));
            }
            assertThat(inHand()).isLessThanOrEqualTo(concurrency + 1);
            return pump() && acknowledged() == jobs;
        });
        assertThat(gauge.faults).isEmpty();
        assertThat(gauge.most).isEqualTo(concurrency);
        assertThat(seen).doesNotContain("acknowledges what was not handed out here", "basicNack", "basicReject");
    }

    private OrderReceiver receiver() {
        return new OrderReceiver("worker-1", memory, finished, drainState, List.of(slot));
    }

    private void assign(String lane) {
        WorkerOrder order = new WorkerOrder.Assign("worker-1", INSTANCE, "gpu-0", lane, 5, ++orders);
        receiver().receive(order);
        pipeline.wakeFor(order);
    }

    private void waits(String lane, RenderJob... jobs) {
        for (RenderJob job : jobs) {
            gauge.lanes.put(job.jobId(), lane);
            if (job.neighbours() == RenderJob.Neighbours.NONE) {
                gauge.loners.add(job.jobId());
            }
            queue(Topology.jobQueue(lane)).add(Wire.write(job));
        }
    }

    private int inHand() {
        return channels.stream().mapToInt(FakeChannel::held).sum();
    }

    private void confirmed(UUID job, String kind) {
        await().atMost(LONG).until(() -> {
            for (int i = 0; i < events.reported.size(); i++) {
                if (events.reported.get(i) instanceof StatusEvent.OfRun event
                        && event.run().jobId().equals(job)
                        && events.kinds().get(i).equals(kind)) {
                    return events.confirms.get(i).complete(null);
                }
            }
            return false;
        });
    }

    /** What waits goes to consumers that hold none. */
    private boolean pump() {
        queues.forEach((name, queue) -> channels.forEach(channel -> {
            byte[] next = queue.poll();
            try {
                if (next != null && !channel.pushes(name, next)) {
                    queue.addFirst(next);
                }
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }));
        return true;
    }

    /** An engine that has two checkpoints, and looks who is in it together. */
    private static final class Gauge implements ImageEngine {

        private static final Set<EngineProfile.Capability> CAN =
                Set.of(EngineProfile.Capability.CHECKPOINT_SWITCH, EngineProfile.Capability.IMG2IMG);

        final Map<UUID, String> lanes = new ConcurrentHashMap<>();
        final Set<UUID> loners = ConcurrentHashMap.newKeySet();
        final Queue<String> faults = new ConcurrentLinkedQueue<>();
        private final Map<UUID, CompletableFuture<Void>> inEngine = new ConcurrentHashMap<>();
        private final ImageEngine demo = new DemoEngine(Duration.ZERO, false);
        private volatile boolean all;
        private volatile Random random = new Random(1);
        private volatile boolean fails;
        volatile int most;

        void draws(Random chance) {
            random = chance;
            fails = true;
            all = true;
            most = 0;
        }

        Set<UUID> inEngine() {
            return Set.copyOf(inEngine.keySet());
        }

        UUID finishOne() {
            Map.Entry<UUID, CompletableFuture<Void>> one =
                    inEngine.entrySet().iterator().next();
            one.getValue().complete(null);
            return one.getKey();
        }

        void finishAll() {
            all = true;
            inEngine.values().forEach(end -> end.complete(null));
        }

        @Override
        public EngineProfile profile() {
            return new EngineProfile("test", "test", CAN, 1, List.of("a", "b"), null);
        }

        @Override
        public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            synchronized (this) {
                inEngine.put(job, end);
                most = Math.max(most, inEngine.size());
                compare();
            }
            try {
                cancellation.whenRequested(() -> end.complete(null));
                boolean fail = fails && random.nextInt(5) == 0;
                if (all) {
                    cancellation.await(Duration.ofMillis(1 + random.nextInt(8)));
                } else {
                    end.join();
                }
                if (cancellation.requested()) {
                    return new RenderResult.Interrupted();
                }
                return fail
                        ? new RenderResult.Failed(new Failure("refused", "It is told not to.", false))
                        : demo.render(job, spec, watcher, cancellation);
            } finally {
                inEngine.remove(job);
            }
        }

        private void compare() {
            Set<String> checkpoints = new HashSet<>();
            inEngine.keySet().forEach(each -> checkpoints.add(checkpoint(lanes.getOrDefault(each, "?"))));
            if (checkpoints.size() > 1) {
                faults.add("Together in the engine: " + checkpoints);
            }
            if (inEngine.size() > 1 && inEngine.keySet().stream().anyMatch(loners::contains)) {
                faults.add("Not alone: " + inEngine.keySet());
            }
        }

        private static String checkpoint(String lane) {
            return lane.startsWith("img2img:") ? lane.substring("img2img:".length()) : lane;
        }
    }
}
