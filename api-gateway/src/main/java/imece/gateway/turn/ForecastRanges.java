package imece.gateway.turn;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far off forecasts were lately, and from that the range in which four of five come true. The aim follows what was reached
 * (adaptive conformal inference, Gibbs and Candès 2021). Not for several threads.
 */
public final class ForecastRanges {

    private final Map<ForecastBin, ForecastScores> bins = new HashMap<>();
    private final Map<Integer, ForecastScores> places = new HashMap<>();
    private final ForecastScores all = new ForecastScores();

    /**
     * What is told of one job.
     *
     * @param place its place in the line, 1 for the next
     * @param ahead how far its turn is ahead of its lane's clock, in GPU-milliseconds
     * @param point when its picture was expected, in milliseconds from then
     * @param low not before, in milliseconds from then
     * @param high not later
     */
    public record Told(int place, long ahead, long point, long low, long high) {

        /** Whether that came true. */
        public boolean holds(long actual) {
            return low <= actual && actual <= high;
        }
    }

    /** The range around a point forecast. */
    public Told range(int place, long ahead, long point) {
        ForecastScores.Ratios ratios = scores(place, ahead).ratios();
        return new Told(
                place, ahead, point, (long) Math.floor(point * ratios.low()), (long) Math.ceil(point * ratios.high()));
    }

    /** The picture is there, so long after that was told, in milliseconds. */
    public void learn(Told told, long actual) {
        ForecastBin bin = ForecastBin.of(told.place(), told.ahead());
        boolean held = told.holds(actual);
        double score = StrictMath.log((double) Math.max(1, actual) / Math.max(1, told.point()));
        bins.computeIfAbsent(bin, key -> new ForecastScores()).add(score, held);
        places.computeIfAbsent(bin.place(), key -> new ForecastScores()).add(score, held);
        all.add(score, held);
    }

    private ForecastScores scores(int place, long ahead) {
        ForecastBin bin = ForecastBin.of(place, ahead);
        return Optional.ofNullable(bins.get(bin))
                .filter(ForecastScores::enough)
                .or(() -> Optional.ofNullable(places.get(bin.place())).filter(ForecastScores::enough))
                .orElse(all);
    }
}
