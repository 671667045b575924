package imece.worker.engine;

import imece.contract.Failure;
import imece.contract.RenderSpec;
import java.util.Locale;
import java.util.Set;

/**
 * What goes wrong with engines, in words. Not retryable is what would come out the same again: the engine read the job and
 * refused it, or handed over something that can't be its picture. Whether that is the job's fault or the engine's nobody
 * knows before another engine has tried ({@link #elsewherePerhaps}).
 */
public final class EngineFailures {

    private static final int SAID = 300;
    private static final String LACKS = "unknown-";
    private static final String ANOTHER = "wrong-";
    private static final String REFUSED = "engine-refused";
    private static final String NO_PICTURE = "not-a-picture";
    private static final String UNSUPPORTED = "not-supported";
    private static final Set<String> UNFIT = Set.of(REFUSED, NO_PICTURE, UNSUPPORTED);

    private EngineFailures() {}

    /** The engine's own reason for an error that is not the job's fault for certain. */
    public static RenderResult broke(String said) {
        return said.toLowerCase(Locale.ROOT).contains("out of memory") || said.contains("OutOfMemory")
                ? failed("out-of-memory", "The GPU ran out of memory: " + brief(said), true)
                : failed("engine-error", "The engine broke off: " + brief(said), true);
    }

    /** The engine has read the job and does not want it. */
    public static RenderResult refused(String said) {
        return failed(REFUSED, "The engine refused the job: " + brief(said), false);
    }

    /** The engine does not have this checkpoint. */
    public static RenderResult unknownCheckpoint(String asked) {
        return failed(LACKS + "checkpoint", "The engine has no checkpoint " + brief(asked), true);
    }

    /** The engine does not have this sampler. */
    public static RenderResult unknownSampler(String asked) {
        return failed(LACKS + "sampler", "The engine has no sampler " + brief(asked), true);
    }

    /** The engine does not have this scheduler. */
    public static RenderResult unknownScheduler(String asked) {
        return failed(LACKS + "scheduler", "The engine has no scheduler " + brief(asked), true);
    }

    /** Whether it failed for what this engine does not have or can't do: that says nothing against the engine. */
    public static boolean lacksSomething(Failure failure) {
        return failure.code().startsWith(LACKS) || failure.code().equals(UNSUPPORTED);
    }

    /** Whether the same engine would fail again, and another one might not. */
    public static boolean elsewherePerhaps(Failure failure) {
        String code = failure.code();
        return UNFIT.contains(code) || code.startsWith(ANOTHER) || lacksSomething(failure);
    }

    /** The engine does not have this LoRA. */
    public static RenderResult unknownLora(String asked) {
        return failed(LACKS + "lora", "The engine has no LoRA " + brief(asked), true);
    }

    /** The engine can't do something that another one may be able to do. */
    public static RenderResult unsupported(String what) {
        return failed(UNSUPPORTED, "This engine can't " + brief(what), true);
    }

    /** The picture is not what was asked for. */
    public static RenderResult another(String what, String asked, String got) {
        return failed(
                ANOTHER + what,
                "The engine used the " + what + " " + brief(got).replaceAll("\\.$", "") + " instead of " + brief(asked),
                true);
    }

    /** Not the one picture that was asked for. */
    public static RenderResult count(int got) {
        return failed(ANOTHER + "count", "The engine answered with " + got + " pictures instead of one.", false);
    }

    /** A picture of another size. */
    public static RenderResult size(int width, int height, RenderSpec spec) {
        return failed(
                ANOTHER + "size",
                "The engine made a picture of " + width + "x" + height + " instead of " + spec.width() + "x"
                        + spec.height() + ".",
                false);
    }

    /**
     * A file that is no picture, or a broken one.
     *
     * @param what a sentence
     */
    public static RenderResult noPicture(String what) {
        return failed(NO_PICTURE, what, false);
    }

    /** The connection was lost, and with it the picture. */
    public static RenderResult lost(String why) {
        return failed("engine-lost", "The engine was lost in the middle of the picture. " + brief(why), true);
    }

    /** An answer that nobody can read. */
    public static RenderResult unreadable(String what) {
        return failed("engine-garbage", "The engine's answer can't be read: " + brief(what), true);
    }

    /** This failure, as a result. */
    public static RenderResult failed(String code, String message, boolean retryable) {
        return new RenderResult.Failed(new Failure(code, message, retryable));
    }

    /** At most {@value #SAID} characters on one line, with a full stop. */
    private static String brief(String said) {
        String line = said.strip().replaceAll("\\s+", " ");
        String cut = line.length() > SAID ? line.substring(0, SAID) + "…" : line;
        return cut.matches(".*[.!?…]") ? cut : cut + ".";
    }
}
