package imece.gateway.workers;

import imece.contract.WorkerAccount;
import org.jspecify.annotations.Nullable;

/** Who a message comes from, by the user of the broker that it names: the broker lets nobody name another than his own. */
enum SenderProof {
    /** The node of the worker that it speaks of. */
    NODE,
    /** A user that is no node's, such as the only one of a broker that somebody else keeps: it may speak for every worker. */
    SHARED,
    /** Nobody is named. So do workers of the last release, and such are believed as yet. */
    LAST_RELEASE,
    /** Another node. */
    OTHER_NODE,
    /** Nobody is named, though this process, or every one, ought to. */
    NOBODY;

    /**
     * What a message proves.
     *
     * @param user as the broker has validated it; null = none is named
     * @param worker the worker that it speaks of
     * @param named whether this worker's process has named its user before
     * @param lastRelease whether workers of the last release are believed
     */
    static SenderProof of(@Nullable String user, String worker, boolean named, boolean lastRelease) {
        if (user == null) {
            return lastRelease && !named ? LAST_RELEASE : NOBODY;
        }
        return WorkerAccount.ofUser(user)
                .map(node -> node.owns(worker) ? NODE : OTHER_NODE)
                .orElse(SHARED);
    }

    /** Whether what it says is taken. */
    boolean believed() {
        return switch (this) {
            case NODE, SHARED, LAST_RELEASE -> true;
            case OTHER_NODE, NOBODY -> false;
        };
    }
}
