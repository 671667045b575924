package imece.gateway.turn;

import java.util.List;

/**
 * Forecasts that go wrong in like ways: by the place in the line, and by how far the job's turn is ahead of its lane's clock,
 * since whoever comes meanwhile may get a turn in between.
 *
 * @param place the number of the class of places
 * @param distance the number of the class of distances
 */
record ForecastBin(int place, int distance) {

    /** The last place of each class but the last one. */
    private static final List<Integer> PLACES = List.of(1, 2, 3, 5, 10, 20, 50, 150);

    private static final double DISTANCE_UNIT = 30_000;

    static ForecastBin of(int place, long ahead) {
        int number = 0;
        while (number < PLACES.size() && place > PLACES.get(number)) {
            number++;
        }
        double octaves = StrictMath.log(1 + Math.max(0, ahead) / DISTANCE_UNIT) / StrictMath.log(2);
        return new ForecastBin(number, (int) octaves);
    }
}
