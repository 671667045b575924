package imece.simulator;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a replay came to. Waits are from submit to the moment in which a GPU begins, in milliseconds.
 *
 * @param jobs how many were drawn
 * @param loads how often a checkpoint was loaded
 * @param median of all waits
 * @param lightLate the 99th percentile of owners with few jobs
 * @param heavyLate that of the owners with most GPU time
 * @param fairness Jain's index, see {@link FairShare}
 */
record WaitFigures(int jobs, long loads, long median, long lightLate, long heavyLate, double fairness) {

    static WaitFigures of(Trace trace, List<SimulatedJob> jobs, long loads) {
        Set<String> light = trace.light();
        Set<String> heavy = trace.heavy();
        return new WaitFigures(
                jobs.size(),
                loads,
                percentile(waits(jobs, job -> true), 50),
                percentile(waits(jobs, job -> light.contains(job.request.owner())), 99),
                percentile(waits(jobs, job -> heavy.contains(job.request.owner())), 99),
                FairShare.of(jobs));
    }

    /** How long the chosen jobs waited, shortest first. */
    static long[] waits(Collection<SimulatedJob> jobs, Predicate<SimulatedJob> chosen) {
        return jobs.stream()
                .filter(job -> job.fate == SimulatedJob.Fate.DONE)
                .filter(chosen)
                .mapToLong(SimulatedJob::waited)
                .sorted()
                .toArray();
    }

    /** By nearest rank; 0 of nothing. */
    static long percentile(long[] sorted, double percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
    }
}
