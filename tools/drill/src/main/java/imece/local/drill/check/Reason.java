package imece.local.drill.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a job waits, in the words of the API. */
enum Reason {
    AHEAD_IN_TURN,
    LET_PAST,
    LOADING_ELSEWHERE,
    NO_SLOT_OFFERS,
    GPU_HELD_BY_ANOTHER_PROGRAM,
    BACKING_OFF,
    MUST_RUN_ALONE,
    PAUSED,
    BROKER_AWAY;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of this word; empty if there is none. */
    static Optional<Reason> of(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst();
    }

    /** Whether nobody stands before a job that is told so. */
    boolean ofTheNext() {
        return switch (this) {
            case LET_PAST, LOADING_ELSEWHERE, MUST_RUN_ALONE -> true;
            case AHEAD_IN_TURN, NO_SLOT_OFFERS, GPU_HELD_BY_ANOTHER_PROGRAM, BACKING_OFF, PAUSED, BROKER_AWAY -> false;
        };
    }
}
