package imece.gateway.turn;

/**
 * Who pays for a job in turns. Accounts and keys pay for themselves. A visitor's name costs nothing to make, so visitors of
 * one address share one account; unless it seems that the address is a proxy's, which would be everybody's.
 */
public sealed interface TurnPayer {

    /** What the job counts as, decided at submit and kept with it. */
    ShareWeight weight();

    /** An account or a key, with the weight that the operator gave it. */
    record OwnAccount(ShareWeight weight) implements TurnPayer {}

    /** All visitors of the caller's address together. */
    record Address(ShareWeight weight) implements TurnPayer {}

    /** The visitor alone, with a part of what its address would have. */
    record OneVisitor(ShareWeight weight) implements TurnPayer {}

    /**
     * Visitors that have jobs which are not over, the one who asks among them.
     *
     * @param all how many in the farm
     * @param sameAddress how many of them came from the caller's address; IPv6 by /64
     */
    record BusyVisitors(int all, int sameAddress) {}

    /** So many visitors at least must be there before an address can seem a proxy's. */
    int FEW = 4;

    /**
     * Who pays for a visitor's job.
     *
     * @param addressesHidden no proxy is trusted to say who called it, so that one address may stand for everybody
     */
    static TurnPayer ofVisitor(BusyVisitors busy, boolean addressesHidden) {
        boolean proxy = addressesHidden && busy.all() >= FEW && 2 * busy.sameAddress() > busy.all();
        return proxy ? new OneVisitor(ShareWeight.partOf(busy.sameAddress())) : new Address(ShareWeight.ONE);
    }
}
