package imece.tier;

import java.security.SecureRandom;

/**
 * From which number the chance of a test run is drawn: the same in every short run, another one in every full run, where it is
 * printed so that {@code -Dimece.test.seed=NUMBER} repeats the run.
 */
public final class TestSeed {
    private static final String PROPERTY = "imece.test.seed";
    private static final String ANY = "random";
    private static final long USUAL = 20_261_129;

    private static final long OF_THIS_RUN = choose(System.getProperty(PROPERTY, ""));

    private TestSeed() {}

    /** The seed for what has this name: always the same within one run, and another one for each name. */
    public static long of(String name) {
        return OF_THIS_RUN * 31 + name.hashCode();
    }

    private static long choose(String wished) {
        long seed = seed(wished, new SecureRandom().nextLong(1_000_000_000));
        if (seed != USUAL) {
            System.out.println("Chance is drawn from -D" + PROPERTY + "=" + seed);
        }
        return seed;
    }

    /**
     * @param wished the property's value: a number, {@code random}, or nothing for the usual one
     * @param drawn what a wish for any seed gets
     */
    static long seed(String wished, long drawn) {
        return switch (wished) {
            case "" -> USUAL;
            case ANY -> drawn;
            default -> Long.parseLong(wished);
        };
    }
}
