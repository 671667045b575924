package imece.gateway.turn;

/** Which job a slot is given next. */
public sealed interface TurnPick {

    /** The job. */
    WaitingJob job();

    /** Who gets it, as it was before. */
    TurnSlot slot();

    /** It is the job's turn. The clocks of the lanes that the slot serves follow it. */
    record InTurn(WaitingJob job, TurnSlot slot) implements TurnPick {

        /** Whether the slot must load a checkpoint for it. */
        public boolean cold() {
            return !slot.warmFor(job.lane());
        }
    }

    /**
     * The job goes before its turn, since the slot has its checkpoint loaded. All that stand before it and could have had the
     * slot have let it past.
     *
     * @param head whose turn it was
     */
    record BeforeTurn(WaitingJob job, TurnSlot slot, WaitingJob head) implements TurnPick {}
}
