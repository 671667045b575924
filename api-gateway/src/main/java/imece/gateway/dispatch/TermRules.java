package imece.gateway.dispatch;

/**
 * Which term a dispatcher takes. Each is one above the last one that the row knows; but after an older backup of the database was
 * restored, slots may have heard of later ones, and a slot obeys nothing of a term below that. Pure.
 */
final class TermRules {

    /** So many terms is no backup behind. */
    static final long MOST_BEHIND = 1_000_000;

    private TermRules() {}

    /** The greatest term that is believed of a slot, where the row knows this one: otherwise a liar could use all of them up. */
    static long believed(long stored) {
        return stored + MOST_BEHIND;
    }

    /** The next term, where the row knows this one and slots tell of that one. */
    static long next(long stored, long heard) {
        return Math.max(stored, heard) + 1;
    }

    /** Whether orders of this term are obeyed nowhere where that one, of somebody else, was heard. */
    static boolean mustRise(long term, long strange) {
        return strange >= term;
    }
}
