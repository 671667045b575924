package imece.gateway.turn;

import static imece.gateway.turn.TurnSamples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The jobs of one request get their turns together. */
class TurnGrantsTest {

    private static final UUID ACCOUNT = new UUID(1, 1);
    private static final long RUN = 20_000;

    @Test
    void eightPicturesStandBehindEachOtherAndMoveTheirAccountOnce() {
        TurnGrants granted = TurnGrants.of(ACCOUNT, OwnerTurns.NONE, request(ShareWeight.ONE, RUN, 0), 8, 1_000_000, 0);

        assertThat(granted.turns())
                .extracting(JobTurn::turn)
                .containsExactly(
                        1_020_000L, 1_040_000L, 1_060_000L, 1_080_000L, 1_100_000L, 1_120_000L, 1_140_000L, 1_160_000L);
        assertThat(granted.after()).isEqualTo(new OwnerTurns(1_160_000, lane("a")));
        assertThat(granted.turns()).allSatisfy(turn -> {
            assertThat(turn.account()).isEqualTo(ACCOUNT);
            assertThat(turn.estimate()).isEqualTo(RUN);
            assertThat(turn.pinned()).isFalse();
        });
    }

    @Test
    void debtOfAnotherLaneIsTakenAlongOnce() {
        OwnerTurns owes = new OwnerTurns(300_000, lane("slow"));

        TurnGrants granted =
                TurnGrants.of(ACCOUNT, owes, request(ShareWeight.ONE, RUN, 500_000), 2, 1_000_000, 250_000);

        assertThat(granted.turns()).extracting(JobTurn::turn).containsExactly(1_070_000L, 1_090_000L);
    }

    @Property(tries = 500)
    void turnsRiseAndAreThoseOfJobsThatCameOneByOne(@ForAll long seed) {
        Random random = new Random(seed);
        ShareWeight weight = new ShareWeight(1 + random.nextInt(100_000));
        TurnRequest first = request(weight, random.nextInt(100_000), random.nextInt(2_000_000));
        OwnerTurns before = random.nextBoolean()
                ? OwnerTurns.NONE
                : new OwnerTurns(random.nextInt(20_000_000), lane(random.nextBoolean() ? "a" : "b"));
        long clock = random.nextInt(10_000_000);
        long clockBefore = random.nextInt(10_000_000);
        int jobs = 1 + random.nextInt(8);

        TurnGrants together = TurnGrants.of(ACCOUNT, before, first, jobs, clock, clockBefore);

        List<Long> turns = together.turns().stream().map(JobTurn::turn).toList();
        assertThat(turns).isSorted().hasSize(jobs);
        OwnerTurns account = before;
        for (int i = 0; i < jobs; i++) {
            long charged = i * weight.charged(first.estimate());
            TurnRequest next = new TurnRequest(
                    first.lane(),
                    first.turnClass(),
                    weight,
                    first.estimate(),
                    first.inLine() + charged,
                    i == 0 ? first.ownGreatest() : OptionalLong.of(turns.get(i - 1)));
            TurnGrants alone = TurnGrants.of(ACCOUNT, account, next, 1, clock, i == 0 ? clockBefore : clock);
            assertThat(alone.turns().getFirst().turn()).isEqualTo(turns.get(i));
            account = alone.after();
        }
        assertThat(account).isEqualTo(together.after());
    }

    private static TurnRequest request(ShareWeight weight, long estimate, long inLine) {
        return new TurnRequest(lane("a"), TurnClass.INTERACTIVE, weight, estimate, inLine, OptionalLong.empty());
    }
}
