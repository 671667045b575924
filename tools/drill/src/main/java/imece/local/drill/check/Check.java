package imece.local.drill.check;

import imece.local.drill.history.Entry;

/** One promise, or a few of a kind, looked at while a history passes by. */
interface Check {
    /** The next entry; most are none of its business. */
    void see(Entry entry);

    /** The history is over. */
    default void end() {}
}
