package imece.gateway.turn;

/**
 * The median of what waiting jobs are expected to take, in 16 steps to the octave: near enough for a bound, and kept up at a
 * constant cost. Not for several threads.
 */
final class UsualRun {

    private static final int STEPS = 16;
    private final int[] counts = new int[STEPS * 40];
    private int all;

    void add(long estimate) {
        counts[step(estimate)]++;
        all++;
    }

    void remove(long estimate) {
        counts[step(estimate)]--;
        all--;
    }

    /** In GPU-milliseconds, not above the true median; 0 where nothing waits. */
    long median() {
        int before = 0;
        for (int i = 0; i < counts.length && all > 0; i++) {
            before += counts[i];
            if (2 * before >= all) {
                return least(i);
            }
        }
        return 0;
    }

    private static int step(long estimate) {
        if (estimate < STEPS) {
            return (int) Math.max(0, estimate);
        }
        int octave = 63 - Long.numberOfLeadingZeros(estimate) - 4;
        return Math.min(STEPS * 40 - 1, STEPS + octave * STEPS + (int) (estimate >> octave) - STEPS);
    }

    private static long least(int step) {
        int octave = Math.max(0, step / STEPS - 1);
        return step < STEPS ? step : (long) (STEPS + step % STEPS) << octave;
    }
}
