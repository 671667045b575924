package imece.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineHealthTest {

    private static final EngineReadiness STARTING = new EngineReadiness.Starting("Nobody answers.");

    @Test
    void anEngineThatWasNeverSeenIsStartingAndOneThatWentAwayHasFailed() {
        EngineHealth starting = EngineHealth.UNKNOWN.seen(STARTING);
        assertThat(starting.state()).isEqualTo(EngineHealth.State.STARTING);
        EngineHealth ready = starting.seen(new EngineReadiness.Ready());
        assertThat(ready.ready()).isTrue();
        assertThat(ready.seen(STARTING).state()).isEqualTo(EngineHealth.State.FAILED);
    }

    @Test
    void eachVainLookDoublesThePauseUpToHalfAMinute() {
        EngineHealth health = EngineHealth.UNKNOWN;
        Duration before = health.pause();
        for (int i = 0; i < 20; i++) {
            health = health.seen(STARTING);
            assertThat(health.pause()).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(Duration.ofSeconds(30));
            before = health.pause();
        }
        assertThat(before).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void anEngineThatAnswersLooksButBeginsNoRunGetsEverFewerOfThem() {
        EngineHealth health = EngineHealth.FINE;
        Duration before = Duration.ZERO;
        for (int i = 0; i < 4; i++) {
            health = health.ran(new RenderResult.Away("It wants a password."));
            assertThat(health.ready()).isFalse();
            assertThat(health.pause()).isGreaterThan(before);
            before = health.pause();
            health = health.seen(new EngineReadiness.Ready());
            assertThat(health.ready()).isTrue();
        }
        assertThat(health.ran(new RenderResult.Interrupted())).isEqualTo(EngineHealth.FINE);
    }

    @Test
    void onlyAReadyEngineTakesJobs() {
        assertThat(EngineHealth.FINE.seen(new EngineReadiness.Busy()).ready()).isFalse();
        assertThat(EngineHealth.FINE.seen(new EngineReadiness.Unusable("No.")).ready())
                .isFalse();
        assertThat(EngineHealth.FINE.stalled().ready()).isFalse();
    }
}
