package imece.simulator;

import imece.contract.LaneName;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.SizeClass;
import imece.gateway.turn.TurnClass;

/**
 * One job of a trace.
 *
 * @param arrival when it is submitted, in milliseconds from the beginning
 * @param owner whose it is
 * @param account who is charged by rules that count names: the owner, or one of its many names
 * @param lane which slots can take it
 * @param size what is known of its length before it runs
 * @param run how long it keeps a GPU, without loading, in milliseconds; the policy does not see it before it ended
 * @param turnClass how urgent it is
 * @param weight its owner's weight
 */
record Request(
        long arrival,
        String owner,
        String account,
        LaneName lane,
        SizeClass size,
        long run,
        TurnClass turnClass,
        ShareWeight weight) {

    Request(long arrival, String owner, String checkpoint, SizeClass size, long run) {
        this(
                arrival,
                owner,
                owner,
                new LaneName(false, false, checkpoint),
                size,
                run,
                TurnClass.INTERACTIVE,
                ShareWeight.ONE);
    }

    Request at(long when) {
        return new Request(when, owner, account, lane, size, run, turnClass, weight);
    }

    Request of(TurnClass other) {
        return new Request(arrival, owner, account, lane, size, run, other, weight);
    }

    Request weighing(ShareWeight other) {
        return new Request(arrival, owner, account, lane, size, run, turnClass, other);
    }

    Request underName(String name) {
        return new Request(arrival, owner, name, lane, size, run, turnClass, weight);
    }

    Request belongingTo(String other) {
        return new Request(arrival, other, other, lane, size, run, turnClass, weight);
    }
}
