package imece.gateway.spec;

/** What a picture may ask for, and what it gets where it does not ask. */
public final class Limits {

    public static final int PROMPT_CHARACTERS = 2_000;
    public static final int LEAST_SIDE = 64;
    public static final int MOST_SIDE = 2_048;
    public static final int SIDE_STEP = 8;
    public static final int MOST_STEPS = 150;
    public static final double LEAST_CFG_SCALE = 1;
    public static final double MOST_CFG_SCALE = 30;
    public static final long MOST_SEED = 0xffff_ffffL;
    public static final int MOST_COUNT = 8;

    public static final int SIDE = 512;
    public static final int STEPS = 20;
    public static final double CFG_SCALE = 7;

    private Limits() {}
}
