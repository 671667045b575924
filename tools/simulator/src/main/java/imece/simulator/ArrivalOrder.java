package imece.simulator;

import imece.contract.LaneName;
import imece.gateway.turn.RunVerdict;
import imece.gateway.turn.TurnSlot;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Jobs in the order in which they came, or each slot by what it has loaded. Owners do not matter. */
final class ArrivalOrder implements LinePolicy {

    /** What a free slot prefers. */
    enum Preference {
        /** The oldest job. */
        NONE,
        /** The oldest job of the checkpoint that it has loaded, as long as there is one; else the oldest. */
        WARM,
        /** The same; else the oldest of the checkpoint with most pressure: ten for each request, one for each second that the oldest waits. */
        PRESSURE
    }

    private final Preference preference;
    private final Map<LaneName, TreeMap<Long, SimulatedJob>> lanes = new LinkedHashMap<>();

    ArrivalOrder(Preference preference) {
        this.preference = preference;
    }

    @Override
    public void submitted(SimulatedJob job, long now) {
        lanes.computeIfAbsent(job.request.lane(), lane -> new TreeMap<>()).put(job.ticket, job);
    }

    @Override
    public Optional<Assignment> next(List<TurnSlot> idle, long now) {
        return switch (preference) {
            case NONE -> coldest(idle, now);
            case WARM, PRESSURE -> {
                for (TurnSlot slot : idle) {
                    Optional<SimulatedJob> warm = lanes.entrySet().stream()
                            .filter(lane -> slot.serves().test(lane.getKey()) && slot.warmFor(lane.getKey()))
                            .map(lane -> lane.getValue().firstEntry().getValue())
                            .min(Comparator.comparingLong(job -> job.ticket));
                    if (warm.isPresent()) {
                        yield warm.map(job -> assigned(job, slot));
                    }
                }
                yield coldest(idle, now);
            }
        };
    }

    private Optional<Assignment> coldest(List<TurnSlot> idle, long now) {
        return lanes.entrySet().stream()
                .filter(lane -> idle.stream().anyMatch(slot -> slot.serves().test(lane.getKey())))
                .map(Map.Entry::getValue)
                .min(Comparator.<TreeMap<Long, SimulatedJob>>comparingLong(jobs -> -urgency(jobs, now))
                        .thenComparingLong(TreeMap::firstKey))
                .map(jobs -> jobs.firstEntry().getValue())
                .flatMap(job -> ColdSlots.choose(idle, job.request.lane(), this::waitedFor)
                        .map(slot -> assigned(job, slot)));
    }

    private long urgency(SortedMap<Long, SimulatedJob> jobs, long now) {
        return switch (preference) {
            case NONE, WARM -> 0;
            case PRESSURE ->
                10L * jobs.size()
                        + (now - jobs.sequencedValues().getFirst().request.arrival()) / 1000;
        };
    }

    private boolean waitedFor(String checkpoint) {
        return lanes.keySet().stream().anyMatch(lane -> lane.checkpoint().equals(checkpoint));
    }

    private Assignment assigned(SimulatedJob job, TurnSlot slot) {
        cancelled(job);
        return new Assignment(job, slot);
    }

    @Override
    public void ended(SimulatedJob job, RunVerdict verdict, String gpuName) {
        switch (verdict) {
            case RunVerdict.BackInLine back -> submitted(job, job.request.arrival());
            case RunVerdict.Measured measured -> {}
            case RunVerdict.Unspent unspent -> {}
        }
    }

    @Override
    public void cancelled(SimulatedJob job) {
        lanes.computeIfPresent(job.request.lane(), (lane, jobs) -> {
            jobs.remove(job.ticket);
            return jobs.isEmpty() ? null : jobs;
        });
    }

    @Override
    public void live(List<TurnSlot> slots) {}
}
