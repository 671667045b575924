package imece.gateway.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.gateway.owner.RatePolicy.RateDecision;
import imece.gateway.owner.RatePolicy.RateDecision.Granted;
import imece.gateway.owner.RatePolicy.RateDecision.NotYet;
import imece.gateway.owner.RatePolicy.RateDecision.TooManyAtOnce;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RatePolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private static final RatePolicy SIXTY = new RatePolicy(60, 20);

    @Test
    void afterARestTheWholeBurstIsGrantedAndNotOneMore() {
        Instant earned = granted(SIXTY.decide(null, NOW, 20));

        assertThat(SIXTY.used(earned, NOW)).isEqualTo(20);
        assertThat(SIXTY.decide(earned, NOW, 1)).isEqualTo(new NotYet(Duration.ofSeconds(1)));
        assertThat(SIXTY.decide(earned, NOW.plusSeconds(1), 1)).isInstanceOf(Granted.class);
        assertThat(SIXTY.decide(earned, NOW.plusSeconds(1), 2)).isEqualTo(new NotYet(Duration.ofSeconds(1)));
    }

    @Test
    void aLongRestEarnsNoMoreThanTheBurst() {
        Instant earned = granted(SIXTY.decide(NOW.minus(400, ChronoUnit.DAYS), NOW, 20));

        assertThat(SIXTY.decide(earned, NOW, 1)).isInstanceOf(NotYet.class);
    }

    @Test
    void whatIsNeverGrantedAtOnceIsNotWaitedFor() {
        assertThat(new RatePolicy(60, 4).decide(null, NOW, 5)).isEqualTo(new TooManyAtOnce());
        assertThatThrownBy(() -> new RatePolicy(0, 4)).hasMessageContaining("grants nothing");
        assertThatThrownBy(() -> new RatePolicy(4, 0)).hasMessageContaining("grants nothing");
    }

    @Test
    void whatIsUsedFallsByTheRate() {
        Instant earned = granted(SIXTY.decide(null, NOW, 5));

        assertThat(SIXTY.used(earned, NOW.plusSeconds(2))).isEqualTo(3);
        assertThat(SIXTY.used(earned, NOW.plusMillis(2_001))).isEqualTo(3);
        assertThat(SIXTY.used(earned, NOW.plusSeconds(9))).isZero();
        assertThat(SIXTY.used(null, NOW)).isZero();
    }

    /** The promise itself, for every pair of moments, whoever asks how often. */
    @Property(tries = 500)
    void inNoTimeIsMoreGrantedThanTheBurstAndTheRate(
            @ForAll @IntRange(min = 1, max = 6_000) int perMinute,
            @ForAll @IntRange(min = 1, max = 40) int burst,
            @ForAll long seed) {
        RatePolicy policy = new RatePolicy(perMinute, burst);
        List<Grant> grants = asked(policy, new Random(seed));

        for (int first = 0; first < grants.size(); first++) {
            long sum = 0;
            for (int last = first; last < grants.size(); last++) {
                sum += grants.get(last).count();
                double minutes = Duration.between(
                                        grants.get(first).at(), grants.get(last).at())
                                .toNanos()
                        / 60e9;
                assertThat((double) sum).isLessThanOrEqualTo(burst + perMinute * minutes + 1e-6);
            }
        }
    }

    /** Who is told how long to wait gets the same wish then, and not a microsecond earlier. */
    @Property(tries = 500)
    void theWaitIsExact(
            @ForAll @IntRange(min = 1, max = 100_000) int perMinute,
            @ForAll @IntRange(min = 1, max = 40) int burst,
            @ForAll long seed) {
        RatePolicy policy = new RatePolicy(perMinute, burst);
        Random random = new Random(seed);
        Instant earned = granted(policy.decide(null, NOW, 1 + random.nextInt(burst)));
        int count = 1 + random.nextInt(burst);
        if (policy.decide(earned, NOW, count) instanceof NotYet notYet) {
            Instant then = NOW.plus(notYet.patience());

            assertThat(policy.decide(earned, then, count)).isInstanceOf(Granted.class);
            assertThat(policy.decide(earned, then.minus(1, ChronoUnit.MICROS), count))
                    .isInstanceOf(NotYet.class);
        }
    }

    private record Grant(Instant at, int count) {}

    private static List<Grant> asked(RatePolicy policy, Random random) {
        List<Grant> grants = new ArrayList<>();
        Instant earned = null;
        Instant at = NOW;
        for (int i = 0; i < 120; i++) {
            at = at.plus(random.nextInt(3) * (long) random.nextInt(2_000_000), ChronoUnit.MICROS);
            int count = 1 + random.nextInt(8);
            if (policy.decide(earned, at, count) instanceof Granted granted) {
                earned = granted.earnedAt();
                grants.add(new Grant(at, count));
            }
        }
        return grants;
    }

    private static Instant granted(RateDecision decision) {
        assertThat(decision).isInstanceOf(Granted.class);
        return ((Granted) decision).earnedAt();
    }
}
