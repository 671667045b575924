package imece.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How the noise levels are spaced: the farm's own names. Each engine's adapter translates them into its engine's words. */
public enum Scheduler {
    NORMAL("normal"),
    KARRAS("karras"),
    EXPONENTIAL("exponential"),
    SIMPLE("simple"),
    SGM_UNIFORM("sgm_uniform"),
    DDIM_UNIFORM("ddim_uniform");

    private final String word;

    Scheduler(String word) {
        this.word = word;
    }

    /** The word used in requests, messages and rows. */
    public String word() {
        return word;
    }

    /** The scheduler of this word, or empty if the farm has none of that name. */
    public static Optional<Scheduler> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    /** Every word; the first is what a job gets that does not ask. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Scheduler::word).toList();
    }
}
