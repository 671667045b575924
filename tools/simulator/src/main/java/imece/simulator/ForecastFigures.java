package imece.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How true forecasts were.
 *
 * @param askings how many
 * @param coverage the share of ranges that held
 * @param worstTenth the same in the worst of ten equally long parts
 * @param width the median of highest by lowest
 * @param error the median distance of the point from what came, in milliseconds
 * @param simpleError the same for place by slots times the usual run
 */
record ForecastFigures(int askings, double coverage, double worstTenth, double width, long error, long simpleError) {

    private static final int PARTS = 10;

    static ForecastFigures of(List<ForecastOutcome> outcomes) {
        List<ForecastOutcome> byTime = outcomes.stream()
                .sorted(Comparator.comparingLong(ForecastOutcome::at))
                .toList();
        return new ForecastFigures(
                outcomes.size(),
                coverage(outcomes),
                IntStream.range(0, PARTS)
                        .mapToObj(part ->
                                byTime.subList(part * byTime.size() / PARTS, (part + 1) * byTime.size() / PARTS))
                        .filter(part -> !part.isEmpty())
                        .mapToDouble(ForecastFigures::coverage)
                        .min()
                        .orElse(1),
                outcomes.stream()
                        .mapToDouble(ForecastOutcome::width)
                        .sorted()
                        .skip(outcomes.size() / 2)
                        .findFirst()
                        .orElse(1),
                WaitFigures.percentile(
                        outcomes.stream()
                                .mapToLong(ForecastOutcome::error)
                                .sorted()
                                .toArray(),
                        50),
                WaitFigures.percentile(
                        outcomes.stream()
                                .mapToLong(ForecastOutcome::simpleError)
                                .sorted()
                                .toArray(),
                        50));
    }

    private static double coverage(List<ForecastOutcome> outcomes) {
        return outcomes.isEmpty()
                ? 1
                : outcomes.stream().filter(ForecastOutcome::held).count() / (double) outcomes.size();
    }
}
