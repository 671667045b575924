package imece.worker.engine.comfyui;

import imece.contract.RenderSpec;
import java.util.Arrays;
import java.util.Optional;

/** What a workflow file may leave open, written as {@code {{name}}} where the value goes. */
enum Placeholder {
    PROMPT("prompt", "where the prompt's text goes"),
    NEGATIVE_PROMPT("negativePrompt", "where the negative prompt's text goes"),
    CHECKPOINT("checkpoint", "where the checkpoint's name goes"),
    WIDTH("width", "where the picture's width goes"),
    HEIGHT("height", "where the picture's height goes"),
    STEPS("steps", "where the number of steps goes"),
    CFG_SCALE("cfgScale", "where the CFG scale goes"),
    SAMPLER("sampler", "where the sampler's name goes"),
    SCHEDULER("scheduler", "where the scheduler's name goes"),
    SEED("seed", "where the sampler's seed goes"),
    FILENAME("filename", "in the filename_prefix of the node that saves the picture");

    private final String word;
    private final String place;

    Placeholder(String word, String place) {
        this.word = word;
        this.place = place;
    }

    /** As it stands in the file. */
    String text() {
        return "{{" + word + "}}";
    }

    /** The name of the job's field. */
    String word() {
        return word;
    }

    /** Where it belongs, for people. */
    String place() {
        return place;
    }

    /** Without these a picture could not be the one that was asked for, or could not be told from an older one. */
    boolean required() {
        return switch (this) {
            case PROMPT, WIDTH, HEIGHT, SEED, FILENAME -> true;
            case NEGATIVE_PROMPT, CHECKPOINT, STEPS, CFG_SCALE, SAMPLER, SCHEDULER -> false;
        };
    }

    static Optional<Placeholder> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    /** The value for one job. */
    Object value(RenderSpec spec, ComfyWords words) {
        return switch (this) {
            case PROMPT -> spec.prompt();
            case NEGATIVE_PROMPT -> spec.negativePrompt();
            case CHECKPOINT -> words.checkpoint();
            case WIDTH -> spec.width();
            case HEIGHT -> spec.height();
            case STEPS -> spec.steps();
            case CFG_SCALE -> spec.cfgScale();
            case SAMPLER -> words.sampler();
            case SCHEDULER -> words.scheduler();
            case SEED -> spec.seed();
            case FILENAME -> words.filename();
        };
    }
}
