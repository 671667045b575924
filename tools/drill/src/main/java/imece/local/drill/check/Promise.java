package imece.local.drill.check;

import java.util.Locale;

/** What a farm promises, by what would break it. */
public enum Promise {
    /** A job that was accepted has no row. */
    LOST,
    /** A job was not over when everything else had come to rest. */
    STUCK,
    /** A job became complete more than once. */
    DOUBLE_COMPLETE,
    /** One request with one key, several sets of jobs. */
    DOUBLE_SUBMIT,
    /** Two runs had one GPU at the same time. */
    GPU_OVERLAP,
    /** A browser was told, or a row got, a lower version after a higher one. */
    VERSION_LOWERED,
    /** A terminal state was left, in a row or in a browser. */
    TERMINAL_LEFT,
    /** A run that was over counted again. */
    RUN_REVIVED,
    /** Of two jobs of one user the later one was dispatched first. */
    ORDER_BROKEN,
    /** Somebody was told or shown what belongs to somebody else. */
    FOREIGN,
    /** An ended session, a revoked key or a node that was shut out got something more than five seconds later. */
    ENDED_SERVED,
    /** Somebody was shown what they had deleted and not yet had back. */
    DELETED_SHOWN,
    /** A broker that has lost everything knows other accounts than it did. */
    ACCOUNT_FORGOTTEN,
    /** A picture is missing, broken, or of another job or run. */
    PICTURE_WRONG,
    /** A browser was left with something else than what the row says. */
    BROWSER_BEHIND,
    /** Somebody stood further back than before, and was not told why. */
    POSITION_ROSE,
    /** Somebody was told a reason to wait that was none, or none where there was one. */
    REASON_WRONG,
    /** More jobs of a lane lay with the broker than slots that were assigned to it have seats. */
    OVER_DISPATCHED,
    /** A gateway handed a job out after another one had taken the lead. */
    LEAD_OVER,
    /** The list of runs contradicts the row. */
    RUN_WRONG,
    /** Of the honest calls while strangers did harm, more than one in a hundred took too long or was refused, or a prompt failed. */
    CALLS_SLOW;

    /** As a report shows it: {@code gpu-overlap}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
