package imece.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Jain's index of the GPU time that owners got: 1 where all got the same, 1/n where one of n got everything. Looked at in
 * windows of half an hour, among the owners who had a job waiting during all of the window; the mean over all windows with
 * at least two of them.
 */
final class FairShare {

    private static final long WINDOW = 30 * 60_000L;

    private FairShare() {}

    static double of(List<SimulatedJob> jobs) {
        Map<String, List<SimulatedJob>> byOwner = new TreeMap<>();
        jobs.stream()
                .filter(job -> job.fate == SimulatedJob.Fate.DONE)
                .forEach(job -> byOwner.computeIfAbsent(job.request.owner(), owner -> new ArrayList<>())
                        .add(job));
        Map<Long, List<Double>> shares = new TreeMap<>();
        byOwner.values().forEach(own -> {
            Map<Long, Double> got = served(own);
            for (long window : waitedThrough(own)) {
                shares.computeIfAbsent(window, number -> new ArrayList<>()).add(got.getOrDefault(window, 0.0));
            }
        });
        return shares.values().stream()
                .filter(each -> each.size() > 1 && each.stream().anyMatch(share -> share > 0))
                .mapToDouble(FairShare::index)
                .average()
                .orElse(1);
    }

    private static double index(List<Double> shares) {
        double sum = shares.stream().mapToDouble(each -> each).sum();
        double squares = shares.stream().mapToDouble(each -> each * each).sum();
        return sum * sum / (shares.size() * squares);
    }

    private static Map<Long, Double> served(List<SimulatedJob> jobs) {
        Map<Long, Double> got = new HashMap<>();
        for (SimulatedJob job : jobs) {
            long begin = job.ended - job.request.run();
            for (long window = begin / WINDOW; window * WINDOW < job.ended; window++) {
                long part = Math.min(job.ended, (window + 1) * WINDOW) - Math.max(begin, window * WINDOW);
                got.merge(window, (double) part, Double::sum);
            }
        }
        return got;
    }

    private static List<Long> waitedThrough(List<SimulatedJob> jobs) {
        List<SimulatedJob> byArrival = jobs.stream()
                .sorted(Comparator.comparingLong(job -> job.request.arrival()))
                .toList();
        List<Long> windows = new ArrayList<>();
        long from = -1;
        long to = -1;
        for (SimulatedJob job : byArrival) {
            if (job.request.arrival() > to) {
                add(windows, from, to);
                from = job.request.arrival();
            }
            to = Math.max(to, job.began);
        }
        add(windows, from, to);
        return windows;
    }

    private static void add(List<Long> windows, long from, long to) {
        if (from >= 0) {
            for (long window = (from + WINDOW - 1) / WINDOW; (window + 1) * WINDOW <= to; window++) {
                windows.add(window);
            }
        }
    }
}
