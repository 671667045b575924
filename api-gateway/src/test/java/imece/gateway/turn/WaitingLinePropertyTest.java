package imece.gateway.turn;

import static imece.gateway.turn.TurnSamples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The line in blocks and groups tells the same as a list in which everything is counted one by one. */
class WaitingLinePropertyTest {

    private static final Comparator<WaitingJob> ORDER = Comparator.comparing(WaitingJob::order);

    @Property(tries = 60)
    void blocksTellTheSameAsAPlainList(@ForAll long seed) {
        Random chance = new Random(seed);
        WaitingLine line = new WaitingLine();
        List<WaitingJob> plain = new ArrayList<>();
        Map<Long, Long> letPast = new HashMap<>();
        for (long ticket = 0; ticket < 1_500; ticket++) {
            switch (chance.nextInt(5)) {
                case 0 -> remove(line, plain, chance);
                case 1 -> pass(line, plain, letPast, chance);
                default -> {
                    WaitingJob job = draw(ticket, chance);
                    long before = chance.nextInt(3) == 0 ? chance.nextInt(9_000) : 0;
                    line.add(job, before);
                    plain.add(job);
                    letPast.put(ticket, before);
                }
            }
            if (ticket % 100 == 0) {
                same(line, plain, letPast, chance);
            }
        }
    }

    private static WaitingJob draw(long ticket, Random chance) {
        return new WaitingJob(
                new TurnOrder(chance.nextInt(50) == 0, chance.nextInt(2_000), ticket),
                lane("M" + chance.nextInt(3)),
                chance.nextBoolean() ? TurnClass.INTERACTIVE : TurnClass.BATCH,
                new ShareWeight(1000 + 500 * chance.nextInt(2)),
                chance.nextInt(100_000));
    }

    private static void remove(WaitingLine line, List<WaitingJob> plain, Random chance) {
        if (!plain.isEmpty()) {
            WaitingJob gone = plain.remove(chance.nextInt(plain.size()));
            assertThat(line.remove(gone.order().ticket())).isEqualTo(gone);
            assertThat(line.remove(gone.order().ticket())).isNull();
        }
    }

    private static void pass(WaitingLine line, List<WaitingJob> plain, Map<Long, Long> letPast, Random chance) {
        if (plain.isEmpty()) {
            return;
        }
        WaitingJob early = plain.remove(chance.nextInt(plain.size()));
        TurnSlot slot = new TurnSlot(
                TurnSamples.slot(1, null).id(),
                "demo",
                lane -> !lane.checkpoint().equals("M0"),
                null,
                1);
        line.take(new TurnPick.BeforeTurn(early, slot, early));
        plain.stream()
                .filter(job -> slot.serves().test(job.lane()) && ORDER.compare(job, early) < 0)
                .forEach(job -> letPast.merge(job.order().ticket(), early.estimate(), Long::sum));
    }

    private static void same(WaitingLine line, List<WaitingJob> plain, Map<Long, Long> letPast, Random chance) {
        plain.sort(ORDER);
        List<WaitingJob> told = new ArrayList<>();
        line.inOrder().forEachRemaining(told::add);
        assertThat(told).isEqualTo(plain);
        assertThat(line.size()).isEqualTo(plain.size());
        plain.forEach(job ->
                assertThat(line.letPast(job)).isEqualTo(letPast.get(job.order().ticket())));
        assertThat(line.leastClock())
                .isEqualTo(plain.stream().mapToLong(WaitingJob::clock).min());
        TurnOrder place = new TurnOrder(chance.nextBoolean(), chance.nextInt(2_000), chance.nextInt(1_500));
        List<WaitingJob> before =
                plain.stream().filter(job -> job.order().compareTo(place) < 0).toList();
        assertThat(line.ahead(place, lane -> true)).isEqualTo(work(before));
        assertThat(line.aheadByLane(place).values().stream().reduce(WorkAhead.NONE, WorkAhead::plus))
                .isEqualTo(work(before));
        int most = chance.nextInt(200);
        WaitingLine first = line.first(most);
        assertThat(first.size()).isEqualTo(Math.min(most, plain.size()));
        usualRun(line, plain);
        boundsOfGroups(line, plain, letPast, place);
    }

    private static void boundsOfGroups(
            WaitingLine line, List<WaitingJob> plain, Map<Long, Long> letPast, TurnOrder place) {
        line.keyedGroups(lane -> true)
                .forEach(group -> assertThat(Math.max(-1, group.getValue().greatestLetPast(place)))
                        .isEqualTo(plain.stream()
                                .filter(job -> JobGroup.GroupTraits.of(job).equals(group.getKey()))
                                .filter(job -> job.order().compareTo(place) < 0)
                                .mapToLong(job -> letPast.get(job.order().ticket()))
                                .max()
                                .orElse(-1)));
    }

    private static void usualRun(WaitingLine line, List<WaitingJob> plain) {
        if (!plain.isEmpty()) {
            long[] sorted =
                    plain.stream().mapToLong(WaitingJob::estimate).sorted().toArray();
            long median = sorted[(sorted.length - 1) / 2];
            assertThat(line.usualRun()).as("%s", Arrays.toString(sorted)).isBetween(median - median / 15 - 1, median);
        }
    }

    private static WorkAhead work(List<WaitingJob> jobs) {
        return new WorkAhead(
                jobs.size(), jobs.stream().mapToLong(WaitingJob::estimate).sum());
    }
}
