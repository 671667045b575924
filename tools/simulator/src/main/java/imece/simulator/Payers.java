package imece.simulator;

import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnPayer;
import java.util.HashMap;
import java.util.Map;

/** Who pays for visitors' jobs: the owner of a trace is an address, its account a visitor. */
final class Payers {

    /** Decided at submit. */
    record Paid(String account, ShareWeight weight) {}

    private final boolean addressesHidden;
    private final Map<String, Map<String, Integer>> live = new HashMap<>();
    private int visitors;

    Payers(boolean addressesHidden) {
        this.addressesHidden = addressesHidden;
    }

    Paid submitted(Request request) {
        Map<String, Integer> sameAddress = live.computeIfAbsent(request.owner(), address -> new HashMap<>());
        visitors += sameAddress.containsKey(request.account()) ? 0 : 1;
        sameAddress.merge(request.account(), 1, Integer::sum);
        TurnPayer payer =
                TurnPayer.ofVisitor(new TurnPayer.BusyVisitors(visitors, sameAddress.size()), addressesHidden);
        return switch (payer) {
            case TurnPayer.OwnAccount own -> new Paid(request.owner(), request.weight());
            case TurnPayer.Address address -> new Paid(request.owner(), request.weight());
            case TurnPayer.OneVisitor visitor -> new Paid("visitor " + request.account(), visitor.weight());
        };
    }

    void over(Request request) {
        Map<String, Integer> sameAddress = live.getOrDefault(request.owner(), Map.of());
        if (sameAddress.merge(request.account(), -1, Integer::sum) == 0) {
            sameAddress.remove(request.account());
            visitors--;
        }
        if (sameAddress.isEmpty()) {
            live.remove(request.owner());
        }
    }
}
