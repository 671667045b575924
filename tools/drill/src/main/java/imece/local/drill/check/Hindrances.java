package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When faults of these kinds kept a gateway from knowing or saying what it does otherwise. What befalls a gateway hinders that
 * one; what befalls a worker hinders none; whatever else hinders all.
 */
final class Hindrances {
    /** A gateway that was killed is away for so long at most. */
    private static final long RESTART = 20_000;

    private static final List<String> GATEWAYS = List.of("gateway-1", "gateway-2");

    private final List<String> kinds;
    private final Map<Integer, Hindrance> all = new HashMap<>();

    private record Hindrance(String target, long from, long to) {
        boolean befalls(String gateway) {
            return target.equals(gateway) || !GATEWAYS.contains(target);
        }
    }

    /**
     * None so far.
     *
     * @param kinds how the names of the faults begin
     */
    Hindrances(List<String> kinds) {
        this.kinds = kinds;
    }

    void see(Entry entry) {
        if (entry instanceof Entry.Blow blow
                && !blow.target().startsWith("worker-")
                && kinds.stream().anyMatch(blow.fault()::startsWith)) {
            all.put(blow.id(), new Hindrance(blow.target(), blow.at(), blow.at() + RESTART));
        } else if (entry instanceof Entry.Mended mended) {
            all.computeIfPresent(
                    mended.id(), (id, before) -> new Hindrance(before.target(), before.from(), mended.at()));
        }
    }

    /** Until when everybody has felt what happened at this moment, if that takes so long. */
    long feltBy(long moment, long within) {
        long by = moment + within;
        boolean later = true;
        while (later) {
            later = false;
            for (Hindrance each : all.values()) {
                if (each.from() <= by && each.to() >= moment && each.to() + within > by) {
                    by = each.to() + within;
                    later = true;
                }
            }
        }
        return by;
    }

    /** Since when what this gateway says at this moment may have been true last, if it is never later than that otherwise. */
    long since(String gateway, long moment, long late) {
        long since = moment - late;
        boolean earlier = true;
        while (earlier) {
            earlier = false;
            for (Hindrance each : all.values()) {
                if (each.befalls(gateway)
                        && each.from() <= moment
                        && each.to() >= since
                        && each.from() - late < since) {
                    since = each.from() - late;
                    earlier = true;
                }
            }
        }
        return since;
    }

    /** Whether there was any of this gateway's in this time. */
    boolean any(String gateway, long from, long to) {
        return all.values().stream().anyMatch(each -> each.befalls(gateway) && each.from() <= to && each.to() >= from);
    }
}
