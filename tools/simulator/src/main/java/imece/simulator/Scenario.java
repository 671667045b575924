package imece.simulator;

import java.util.Locale;

/** What can be replayed. */
enum Scenario {
    /** Slots that are all alike: how long who waits, under each policy. */
    LINE("slots that are all alike"),
    /** A random half of the checkpoints lies on only half of the slots. */
    HALF("a random half of the checkpoints on half of the slots only"),
    /** One owner in five asks as batch. */
    BATCH("one owner in five asks as batch"),
    /** One person after the other uses a new name for each job, from one address. */
    NAMES("one person uses a new name for each job, from one address"),
    /** Twenty owners on two slots. */
    FEW("twenty owners of the middle, two slots"),
    /** Eighty jobs at once over four checkpoints on two slots. */
    BURST("80 jobs at once over 4 checkpoints on 2 slots, runs and loads of 3 s"),
    /** Whether expected times come true. */
    FORECAST("each third job asks at submit when its picture will be there");

    private final String title;

    Scenario(String title) {
        this.title = title;
    }

    /** What it replays, in a line. */
    String title() {
        return title;
    }

    /** The word on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
