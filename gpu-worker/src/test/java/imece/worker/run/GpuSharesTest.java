package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import imece.tier.TestSeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GpuSharesTest {

    private final AtomicLong now = new AtomicLong(-7);
    private final GpuShares shares = new GpuShares(now::get);

    @Test
    void atEachMomentThoseWhoDrawHaveEqualParts() {
        GpuShares.Share first = shares.of();
        GpuShares.Share second = shares.of();
        first.draws(true);
        pass(1_000);
        second.draws(true);
        pass(600);
        assertThat(first.millis()).isEqualTo(1_300);
        first.draws(false);
        pass(400);
        second.draws(false);
        pass(9_000);
        assertThat(first.millis()).isEqualTo(1_300);
        assertThat(second.millis()).isEqualTo(700);
    }

    @Test
    void whoLoadsHasNoPartAndTakesNoneFromTheOthers() {
        GpuShares.Share draws = shares.of();
        GpuShares.Share loads = shares.of();
        draws.draws(true);
        loads.draws(true);
        loads.draws(false);
        pass(500);
        assertThat(draws.millis()).isEqualTo(500);
        assertThat(loads.millis()).isZero();
        loads.draws(true);
        pass(500);
        assertThat(draws.millis()).isEqualTo(750);
        assertThat(loads.millis()).isEqualTo(250);
    }

    @Test
    void allPartsTogetherAreTheTimeInWhichAnybodyDrew() {
        Random random = new Random(TestSeed.of("parts of a GPU"));
        List<GpuShares.Share> all =
                IntStream.range(0, 5).mapToObj(i -> shares.of()).toList();
        List<Boolean> draws = new ArrayList<>(List.of(false, false, false, false, false));
        long drawn = 0;
        for (int i = 0; i < 2_000; i++) {
            int one = random.nextInt(all.size());
            draws.set(one, random.nextBoolean());
            all.get(one).draws(draws.get(one));
            int time = random.nextInt(1_000);
            pass(time);
            drawn += draws.contains(true) ? time : 0;
        }
        long parts = all.stream().mapToLong(GpuShares.Share::millis).sum();
        assertThat(parts).isBetween(drawn - all.size(), drawn + all.size());
    }

    private void pass(int millis) {
        now.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
