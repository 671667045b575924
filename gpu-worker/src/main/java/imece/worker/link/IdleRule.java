package imece.worker.link;

/** Whether a slot that is handed nothing is still a consumer in the broker's eyes. It remembers the last look: one per subscription. */
final class IdleRule {

    /** What the broker says of a lane's queue. */
    record QueueCounts(int ready, int consumers) {}

    /** What a look shows. */
    enum Action {
        WELL,
        /** Nobody is registered, though this slot believes to be. */
        FORGOTTEN,
        /** Messages wait, and this slot, which could take one, has been handed none since the last look. */
        PASSED_OVER
    }

    private boolean waitedBefore;

    /** Something was handed over: what was seen before says nothing any more. */
    void served() {
        waitedBefore = false;
    }

    /** The slot was idle since the last look. One waiting message may be on its way here, so it takes two looks. */
    Action look(QueueCounts now) {
        boolean waits = now.ready() > 0;
        boolean passedOver = waits && waitedBefore;
        waitedBefore = waits;
        if (now.consumers() == 0) {
            return Action.FORGOTTEN;
        }
        return passedOver ? Action.PASSED_OVER : Action.WELL;
    }
}
