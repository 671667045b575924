package imece.simulator;

import imece.contract.SlotId;
import imece.gateway.turn.RunVerdict;
import imece.gateway.turn.TurnSlot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A farm on a virtual clock: requests come, slots load and run, a policy says who is next. No servers, no waiting. */
final class VirtualFarm {

    /** What all simulated GPUs are called. */
    static final String GPU_NAME = "simulated";

    private final FarmShape shape;
    private final LinePolicy policy;
    private final FarmWatch watch;
    private final List<FarmSlot> slots;
    private final PriorityQueue<RunEnd> ends =
            new PriorityQueue<>(Comparator.comparingLong(RunEnd::at).thenComparingLong(RunEnd::number));
    private final List<SimulatedJob> jobs = new ArrayList<>();
    private long runs;

    private record RunEnd(long at, long number, FarmSlot slot) {}

    /** One of its slots. */
    static final class FarmSlot {
        private TurnSlot seen;
        private boolean live = true;
        private @Nullable SimulatedJob job;
        private long runNumber;
        private long freeAt;
        private long loads;

        FarmSlot(TurnSlot seen) {
            this.seen = seen;
        }

        /** The slot as the policy sees it. */
        TurnSlot seen() {
            return seen;
        }

        boolean live() {
            return live;
        }

        boolean idle() {
            return live && job == null;
        }

        /** When its run ends, in milliseconds from the beginning. */
        long freeAt() {
            return freeAt;
        }

        /** What it runs, if it does. */
        Optional<SimulatedJob> running() {
            return Optional.ofNullable(job);
        }
    }

    VirtualFarm(FarmShape shape, LinePolicy policy, FarmWatch watch) {
        this.shape = shape;
        this.policy = policy;
        this.watch = watch;
        this.slots = IntStream.range(0, shape.slots())
                .mapToObj(number -> new FarmSlot(new TurnSlot(
                        new SlotId("simulator", "gpu-%03d".formatted(number)),
                        GPU_NAME,
                        lane -> shape.serves().test(number, lane),
                        null,
                        number)))
                .toList();
        policy.live(slots.stream().map(FarmSlot::seen).toList());
    }

    /** All slots. */
    List<FarmSlot> slots() {
        return slots;
    }

    /** Until nothing happens any more; requests and disturbances are given in their order of time. */
    List<SimulatedJob> run(List<Request> requests, List<Disturbance> disturbances) {
        int disturbance = 0;
        int request = 0;
        while (true) {
            long next = Math.min(
                    ends.isEmpty() ? Long.MAX_VALUE : ends.element().at(),
                    Math.min(
                            request < requests.size() ? requests.get(request).arrival() : Long.MAX_VALUE,
                            disturbance < disturbances.size()
                                    ? disturbances.get(disturbance).at()
                                    : Long.MAX_VALUE));
            if (next == Long.MAX_VALUE) {
                return jobs;
            }
            while (!ends.isEmpty() && ends.element().at() <= next) {
                ended(ends.remove());
            }
            while (disturbance < disturbances.size()
                    && disturbances.get(disturbance).at() <= next) {
                disturb(disturbances.get(disturbance++));
            }
            while (request < requests.size() && requests.get(request).arrival() <= next) {
                SimulatedJob job = new SimulatedJob(jobs.size(), requests.get(request++));
                jobs.add(job);
                policy.submitted(job, next);
                watch.submitted(job, next);
            }
            fill(next);
            watch.settled(this, next);
        }
    }

    /** Until nothing happens any more. */
    List<SimulatedJob> run(List<Request> requests) {
        return run(requests, List.of());
    }

    private void fill(long now) {
        List<TurnSlot> idle =
                slots.stream().filter(FarmSlot::idle).map(FarmSlot::seen).toList();
        while (!idle.isEmpty()) {
            Optional<LinePolicy.Assignment> assigned = policy.next(idle, now);
            if (assigned.isEmpty()) {
                return;
            }
            begin(assigned.get(), now);
            idle = slots.stream().filter(FarmSlot::idle).map(FarmSlot::seen).toList();
        }
    }

    private void begin(LinePolicy.Assignment assigned, long now) {
        FarmSlot slot = slots.stream()
                .filter(each -> each.seen.id().equals(assigned.slot().id()))
                .findFirst()
                .orElseThrow();
        SimulatedJob job = assigned.job();
        job.loaded = !slot.seen.warmFor(job.request.lane());
        long load = job.loaded ? shape.load() : 0;
        slot.loads += job.loaded ? 1 : 0;
        job.began = now;
        slot.job = job;
        slot.freeAt = now + load + job.request.run();
        slot.runNumber = ++runs;
        slot.seen = slot.seen.given(job.request.lane(), runs + slots.size());
        ends.add(new RunEnd(slot.freeAt, slot.runNumber, slot));
        watch.began(job, now);
    }

    private void ended(RunEnd end) {
        FarmSlot slot = end.slot();
        SimulatedJob job = slot.job;
        if (job == null || slot.runNumber != end.number()) {
            return;
        }
        slot.job = null;
        over(job, SimulatedJob.Fate.DONE, end.at());
        policy.ended(job, new RunVerdict.Measured(job.request.run()), GPU_NAME);
        watch.over(job, end.at());
    }

    private static void over(SimulatedJob job, SimulatedJob.Fate fate, long now) {
        job.fate = fate;
        job.ended = now;
    }

    private void disturb(Disturbance what) {
        switch (what) {
            case Disturbance.SlotGoes goes -> goes(slots.get(goes.slot()));
            case Disturbance.SlotComes comes -> comes(slots.get(comes.slot()));
            case Disturbance.Cancel cancel -> cancel(cancel);
        }
    }

    private void goes(FarmSlot slot) {
        if (!slot.live) {
            return;
        }
        slot.live = false;
        SimulatedJob job = slot.job;
        slot.job = null;
        tellLive();
        if (job != null) {
            job.began = -1;
            policy.ended(job, new RunVerdict.BackInLine(), GPU_NAME);
        }
    }

    private void comes(FarmSlot slot) {
        slot.live = true;
        if (slot.job == null) {
            slot.seen = new TurnSlot(slot.seen.id(), GPU_NAME, slot.seen.serves(), null, slot.seen.lastUsed());
        }
        tellLive();
    }

    private void cancel(Disturbance.Cancel cancel) {
        if (cancel.request() >= jobs.size()) {
            return;
        }
        SimulatedJob job = jobs.get(cancel.request());
        if (job.fate != SimulatedJob.Fate.LIVE) {
            return;
        }
        Optional<FarmSlot> runs = slots.stream().filter(slot -> slot.job == job).findFirst();
        over(job, SimulatedJob.Fate.CANCELLED, cancel.at());
        if (runs.isPresent()) {
            runs.get().job = null;
            long spent = Math.min(job.request.run(), Math.max(0, cancel.at() - job.began));
            policy.ended(job, new RunVerdict.Measured(spent), GPU_NAME);
        } else {
            policy.cancelled(job);
        }
        watch.over(job, cancel.at());
    }

    private void tellLive() {
        policy.live(slots.stream().filter(FarmSlot::live).map(FarmSlot::seen).toList());
    }

    /** How often a checkpoint was loaded. */
    long loads() {
        return slots.stream().mapToLong(slot -> slot.loads).sum();
    }
}
