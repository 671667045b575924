package imece.simulator;

import imece.gateway.turn.RunEstimates;
import imece.gateway.turn.RunVerdict;
import imece.gateway.turn.TurnSlot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Owners take turns, by the names that they go by. */
final class OwnerOrder implements LinePolicy {

    /** Which owner is next. */
    enum Next {
        /** The one whose last start is longest ago; of its jobs one that is warm, if it is not far behind its oldest. */
        STARTED_LONGEST_AGO,
        /** The one that had least GPU time by its weight; who comes back is lifted to the least of those who wait. */
        LEAST_SERVED
    }

    /** How far behind its owner's oldest job a warm one may stand, in tickets. */
    private static final long NEAR = 32;

    private final Next next;
    private final RunEstimates estimates = new RunEstimates();
    private final Map<String, TreeMap<Long, SimulatedJob>> waiting = new HashMap<>();
    private final Map<String, Long> counters = new HashMap<>();
    private final Map<Long, Long> charged = new HashMap<>();
    private long starts;

    OwnerOrder(Next next) {
        this.next = next;
    }

    @Override
    public void submitted(SimulatedJob job, long now) {
        String account = job.request.account();
        if (next == Next.LEAST_SERVED && !waiting.containsKey(account)) {
            long least = waiting.keySet().stream()
                    .mapToLong(each -> counters.getOrDefault(each, 0L))
                    .min()
                    .orElse(counters.values().stream()
                            .mapToLong(each -> each)
                            .max()
                            .orElse(0));
            counters.merge(account, least, Math::max);
        }
        waiting.computeIfAbsent(account, name -> new TreeMap<>()).put(job.ticket, job);
    }

    @Override
    public Optional<Assignment> next(List<TurnSlot> idle, long now) {
        return waiting.entrySet().stream()
                .filter(owner -> owner.getValue().values().stream().anyMatch(job -> servedBy(idle, job)))
                .min(Comparator.<Map.Entry<String, TreeMap<Long, SimulatedJob>>>comparingLong(
                                owner -> counters.getOrDefault(owner.getKey(), 0L))
                        .thenComparingLong(owner -> owner.getValue().firstKey()))
                .map(owner -> ofOwner(owner.getValue(), idle));
    }

    private Assignment ofOwner(SortedMap<Long, SimulatedJob> jobs, List<TurnSlot> idle) {
        SimulatedJob oldest = jobs.values().stream()
                .filter(job -> servedBy(idle, job))
                .findFirst()
                .orElseThrow();
        SimulatedJob chosen = switch (next) {
            case STARTED_LONGEST_AGO ->
                jobs.subMap(oldest.ticket, oldest.ticket + NEAR).values().stream()
                        .filter(job -> idle.stream()
                                .anyMatch(slot ->
                                        slot.serves().test(job.request.lane()) && slot.warmFor(job.request.lane())))
                        .findFirst()
                        .orElse(oldest);
            case LEAST_SERVED -> oldest;
        };
        TurnSlot slot =
                ColdSlots.choose(idle, chosen.request.lane(), this::waitedFor).orElseThrow();
        starts++;
        charge(chosen, slot);
        cancelled(chosen);
        return new Assignment(chosen, slot);
    }

    private void charge(SimulatedJob job, TurnSlot slot) {
        switch (next) {
            case STARTED_LONGEST_AGO -> counters.put(job.request.account(), starts);
            case LEAST_SERVED -> {
                long estimate = job.request
                        .weight()
                        .charged(estimates.runMillis(
                                job.request.lane().checkpoint(), job.request.size(), slot.gpuName()));
                charged.put(job.ticket, estimate);
                counters.merge(job.request.account(), estimate, Long::sum);
            }
        }
    }

    private static boolean servedBy(List<TurnSlot> idle, SimulatedJob job) {
        return idle.stream().anyMatch(slot -> slot.serves().test(job.request.lane()));
    }

    private boolean waitedFor(String checkpoint) {
        return waiting.values().stream()
                .flatMap(jobs -> jobs.values().stream())
                .anyMatch(job -> job.request.lane().checkpoint().equals(checkpoint));
    }

    @Override
    public void ended(SimulatedJob job, RunVerdict verdict, String gpuName) {
        long before = charged.containsKey(job.ticket) ? charged.remove(job.ticket) : 0L;
        switch (verdict) {
            case RunVerdict.Measured measured -> {
                estimates.ranFor(job.request.lane().checkpoint(), job.request.size(), gpuName, measured.gpuMillis());
                if (next == Next.LEAST_SERVED) {
                    counters.merge(
                            job.request.account(),
                            job.request.weight().charged(measured.gpuMillis()) - before,
                            Long::sum);
                }
            }
            case RunVerdict.BackInLine back -> {
                counters.merge(job.request.account(), -before, Long::sum);
                submitted(job, job.request.arrival());
            }
            case RunVerdict.Unspent unspent -> {}
        }
    }

    @Override
    public void cancelled(SimulatedJob job) {
        waiting.computeIfPresent(job.request.account(), (account, jobs) -> {
            jobs.remove(job.ticket);
            return jobs.isEmpty() ? null : jobs;
        });
    }

    @Override
    public void live(List<TurnSlot> slots) {}
}
