package imece.gateway.job;

import java.util.Locale;

/** How a run ended. */
public enum RunOutcome {
    COMPLETED,
    FAILED,
    RELEASED,
    CANCELLED,
    /** Another run of the same job took its place while its worker lived. */
    SUPERSEDED,
    /** Its worker is gone. */
    LOST;

    /** The word in SQL and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
