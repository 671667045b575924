package imece.gateway.submit.spec;

import java.time.Duration;
import java.util.List;

/** What a picture may ask for, and what it gets where it does not ask. */
public final class SpecLimits {

    public static final int PROMPT_CHARACTERS = 2_000;
    public static final int LEAST_SIDE = 64;
    public static final int MOST_SIDE = 2_048;
    public static final int SIDE_STEP = 8;
    public static final int MOST_STEPS = 150;
    public static final double LEAST_CFG_SCALE = 1;
    public static final double MOST_CFG_SCALE = 30;
    public static final long MOST_SEED = 0xffff_ffffL;
    public static final int MOST_COUNT = 8;

    public static final int MOST_LORAS = 8;
    public static final int LORA_CHARACTERS = 200;
    public static final double MOST_LORA_WEIGHT = 2;
    public static final double LEAST_DENOISING = 0.01;
    public static final double MOST_DENOISING = 1;

    /** What may be uploaded to begin from. */
    public static final List<String> UPLOAD_TYPES = List.of("image/png", "image/jpeg");

    public static final long UPLOAD_BYTES = 16L << 20;
    public static final int UPLOAD_SIDE = 4_096;

    /** How long an upload lies there after a job last asked for it. */
    public static final Duration UPLOAD_KEPT = Duration.ofDays(7);

    public static final int SIDE = 512;
    public static final int STEPS = 20;
    public static final double CFG_SCALE = 7;
    public static final double LORA_WEIGHT = 1;
    public static final double DENOISING = 0.75;

    private SpecLimits() {}
}
