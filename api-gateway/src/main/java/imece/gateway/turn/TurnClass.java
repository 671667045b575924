package imece.gateway.turn;

import java.util.Arrays;

/** How urgent a job is. Urgency moves a job in the order of turns only: what it costs its owner is the same. */
public enum TurnClass {
    /** Somebody looks at the page and waits. */
    INTERACTIVE("interactive", 0),
    /** Nobody waits for it: it stands so far behind the clock at least, and so behind whatever comes meanwhile. */
    BATCH("batch", 16 * 60_000L);

    private final String word;
    private final long constant;

    TurnClass(String word, long constant) {
        this.word = word;
        this.constant = constant;
    }

    /**
     * The class with this word in SQL and JSON.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static TurnClass of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no class of turns called " + word + "."));
    }

    /** The word used in SQL and JSON. */
    public String word() {
        return word;
    }

    /** The least by which a turn of this class lies behind the clock at submit, in GPU-milliseconds. */
    public long constant() {
        return constant;
    }
}
