package imece.bench.report;

import imece.bench.stats.Result;
import java.time.Instant;
import java.util.List;

/**
 * One run of the bench.
 *
 * @param at when it began
 * @param quick whether it was shortened; such figures show that things work, and little more
 * @param machine where it ran
 */
public record BenchReport(Instant at, boolean quick, Machine machine, List<Result> results) {
    public BenchReport {
        results = List.copyOf(results);
    }
}
