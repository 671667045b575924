package imece.local.drill.check;

import imece.contract.LaneName;
import imece.contract.Topology;
import imece.local.drill.history.Entry.Heard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What slots have said of themselves, over time. */
final class SlotTimes {
    /** Heartbeats come every two seconds. */
    private static final long SILENT = 4_500;

    private static final Set<String> LIVE = Set.of("idle", "busy", "waiting-for-gpu");

    private final Map<String, List<Heard>> bySlot = new HashMap<>();
    private final List<Long> times = new ArrayList<>();

    /** The next heartbeat of one. */
    void add(Heard heard) {
        bySlot.computeIfAbsent(heard.slot(), first -> new ArrayList<>()).add(heard);
        times.add(heard.at());
    }

    /** Whether anything was heard all that time: whoever was silent then had nothing to say. */
    boolean listened(long from, long to) {
        return withoutGap(times, from, to);
    }

    /** Whether a slot that has what this lane needs has told of one of these states then, or was in it. */
    boolean said(String lane, Set<String> states, long from, long to) {
        return bySlot.values().stream()
                .flatMap(List::stream)
                .anyMatch(each -> each.at() >= from - SILENT
                        && each.at() <= to
                        && serves(each, lane)
                        && states.contains(each.state()));
    }

    /** Whether one slot was there for this lane all that time. */
    boolean offeredThroughout(String lane, long from, long to) {
        return bySlot.values().stream().anyMatch(all -> {
            List<Heard> then = within(all, from, to);
            return then.stream().allMatch(each -> serves(each, lane) && LIVE.contains(each.state()))
                    && withoutGap(then.stream().map(Heard::at).toList(), from, to);
        });
    }

    /** The slots that have told in this time that they take their jobs from this lane. */
    Set<String> assigned(String lane, long from, long to) {
        Set<String> slots = new HashSet<>();
        bySlot.forEach((slot, all) -> {
            if (within(all, from - SILENT, to).stream()
                    .anyMatch(each -> each.assigned().equals(lane))) {
                slots.add(slot);
            }
        });
        return slots;
    }

    /** Whether a dispatcher may have taken this slot for lost in this time: it was silent, not live, or another process. */
    boolean mayBeLost(String slot, long from, long to) {
        List<Heard> then = within(bySlot.getOrDefault(slot, List.of()), from - SILENT, to);
        Set<UUID> instances = new HashSet<>();
        then.forEach(each -> instances.add(each.instance()));
        return instances.size() != 1
                || !then.stream().allMatch(each -> LIVE.contains(each.state()))
                || !withoutGap(then.stream().map(Heard::at).toList(), from, to);
    }

    /** Whether a slot's process has told in this time that it has this job in hand. */
    boolean inHand(UUID job, long from, long to) {
        return bySlot.values().stream()
                .flatMap(all -> within(all, from, to).stream())
                .anyMatch(each -> each.inHand().contains(job));
    }

    /** How many jobs it has said to draw at once. */
    int seats(String slot) {
        return bySlot.getOrDefault(slot, List.of()).stream()
                .mapToInt(Heard::seats)
                .max()
                .orElse(1);
    }

    private static List<Heard> within(List<Heard> all, long from, long to) {
        return all.stream().filter(each -> each.at() >= from && each.at() <= to).toList();
    }

    private static boolean withoutGap(List<Long> times, long from, long to) {
        long last = from;
        for (long at : times) {
            if (at < from || at > to) {
                continue;
            }
            if (at - last > SILENT) {
                return false;
            }
            last = at;
        }
        return to - last <= SILENT;
    }

    private static boolean serves(Heard slot, String lane) {
        String checkpoint = LaneName.parse(lane).checkpoint();
        return checkpoint.equals(Topology.DEFAULT_LANE)
                || slot.checkpoints().stream().map(LaneName::ofCheckpoint).anyMatch(checkpoint::equals);
    }
}
