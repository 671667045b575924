package imece.gateway.workers;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LiveEvent;
import imece.contract.LiveEvent.SlotState;
import imece.contract.RunKey;
import imece.contract.SlotId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FarmTest {

    private static final UUID INSTANCE = new UUID(1, 1);
    private static final RunKey RUN = new RunKey(new UUID(7, 7), 1, 0, new UUID(8, 8));

    private final SetClock clock = new SetClock();
    private final Farm farm = new Farm(clock);

    @Test
    void aSlotLivesForSixSecondsAfterItsHeartbeat() {
        farm.hear(heartbeat(SlotState.IDLE, List.of()));
        clock.pass(Duration.ofSeconds(6));
        assertThat(farm.liveSlots("default")).isEqualTo(1);
        clock.pass(Duration.ofMillis(1));
        assertThat(farm.liveSlots("default")).isZero();
    }

    @Test
    void onlySlotsThatTakeJobsCountAndOnlyOnTheirLane() {
        farm.hear(heartbeat(SlotState.BLOCKED, List.of()));
        assertThat(farm.liveSlots("default")).isZero();
        farm.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        assertThat(farm.liveSlots("default")).isEqualTo(1);
        assertThat(farm.liveSlots("another")).isZero();
    }

    @Test
    void itTellsWhenSlotsGrew() {
        assertThat(farm.hear(heartbeat(SlotState.IDLE, List.of()))).isTrue();
        assertThat(farm.hear(heartbeat(SlotState.IDLE, List.of()))).isFalse();
        assertThat(farm.hear(heartbeat(SlotState.DRAINING, List.of()))).isFalse();
        assertThat(farm.hear(heartbeat(SlotState.IDLE, List.of()))).isTrue();
    }

    @Test
    void silenceCountsOnlyWhileThisGatewayListensWithoutAGap() {
        clock.pass(Duration.ofMinutes(10));
        farm.listeningAnew();
        clock.pass(Duration.ofSeconds(3));
        assertThat(farm.silence(RUN.runId())).isEqualTo(Duration.ofSeconds(3));
        farm.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        clock.pass(Duration.ofSeconds(1));
        assertThat(farm.silence(RUN.runId())).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aWorkerThatEndsInOrderIsGoneAtOnce() {
        farm.hear(heartbeat(SlotState.IDLE, List.of()));
        farm.left(new LiveEvent.WorkerDown("worker-1", INSTANCE, clock.instant()));
        assertThat(farm.workers()).isEmpty();
    }

    @Test
    void aProcessThatWasStartedAgainTakesItsPredecessorsPlaceAtOnce() {
        UUID successor = new UUID(1, 2);
        farm.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        clock.pass(Duration.ofMillis(1));
        farm.hear(heartbeat(successor, SlotState.IDLE, List.of()));

        assertThat(farm.liveSlots("default")).isEqualTo(1);
        assertThat(farm.workers())
                .extracting(heard -> heard.heartbeat().instance())
                .containsExactly(successor);
        farm.left(new LiveEvent.WorkerDown("worker-1", successor, clock.instant()));
        assertThat(farm.liveSlots("default")).isZero();
        assertThat(farm.workers()).isEmpty();
    }

    @Test
    void twoWorkersOfOneNameThatBothBeatBothCount() {
        UUID other = new UUID(1, 2);
        for (int i = 0; i < 2; i++) {
            farm.hear(heartbeat(SlotState.IDLE, List.of()));
            clock.pass(Duration.ofSeconds(1));
            farm.hear(heartbeat(other, SlotState.IDLE, List.of()));
            clock.pass(Duration.ofSeconds(1));
        }
        farm.hear(heartbeat(SlotState.IDLE, List.of()));

        assertThat(farm.liveSlots("default")).isEqualTo(2);
        assertThat(farm.workers()).hasSize(2);
    }

    @Test
    void aWorkerThatIsNotHeardForAMinuteIsForgotten() {
        farm.hear(heartbeat(SlotState.IDLE, List.of(RUN)));
        clock.pass(Duration.ofMinutes(1));
        assertThat(farm.workers()).hasSize(1);
        assertThat(farm.heardSlots()).hasSize(1);
        clock.pass(Duration.ofMillis(1));
        assertThat(farm.workers()).isEmpty();
        assertThat(farm.worker(INSTANCE)).isEmpty();
        assertThat(farm.heardSlots()).isEmpty();
    }

    @Test
    void whatALiveWorkerHasInHandIsHeld() {
        farm.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        assertThat(farm.holds(RUN.jobId())).isTrue();
        assertThat(farm.holds(new UUID(7, 8))).isFalse();
        assertThat(farm.inHand()).containsExactly(RUN);
        assertThat(farm.worker(INSTANCE).orElseThrow().names(RUN.runId())).isTrue();
        assertThat(farm.worker(INSTANCE).orElseThrow().names(new UUID(8, 9))).isFalse();
        clock.pass(Farm.LIVE.plusMillis(1));
        assertThat(farm.holds(RUN.jobId())).isFalse();
        assertThat(farm.inHand()).isEmpty();
    }

    @Test
    void silenceIsCountedFromTheLastHeartbeatThatNamedTheRun() {
        farm.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        clock.pass(Duration.ofSeconds(4));
        farm.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        clock.pass(Duration.ofSeconds(3));
        farm.hear(heartbeat(SlotState.BUSY, List.of()));
        assertThat(farm.silence(RUN.runId())).isEqualTo(Duration.ofSeconds(3));
        assertThat(farm.listening()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aSlotThatIsBusyLivesAndIsNotIdle() {
        farm.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        assertThat(farm.liveSlots("default")).isEqualTo(1);
        assertThat(farm.idleSlots("default")).isZero();
        farm.hear(heartbeat(SlotState.IDLE, List.of()));
        assertThat(farm.idleSlots("default")).isEqualTo(1);
    }

    @Test
    void aLaneIsServedBesidesASlotOnlyByAnotherOne() {
        farm.hear(heartbeat(SlotState.IDLE, List.of()));
        assertThat(farm.servedBesides("default", new SlotId("worker-1", "gpu"))).isFalse();
        assertThat(farm.servedBesides("default", new SlotId("worker-1", "gpu-2")))
                .isTrue();
        assertThat(farm.servedBesides("default", new SlotId("worker-2", "gpu"))).isTrue();
        assertThat(farm.servedBesides("painter", new SlotId("worker-2", "gpu"))).isFalse();
    }

    private static LiveEvent.Heartbeat heartbeat(SlotState state, List<RunKey> inHand) {
        return heartbeat(INSTANCE, state, inHand);
    }

    private static LiveEvent.Heartbeat heartbeat(UUID instance, SlotState state, List<RunKey> inHand) {
        return new LiveEvent.Heartbeat(
                "worker-1",
                instance,
                "host",
                "1",
                LiveEvent.WorkerState.READY,
                List.of(new LiveEvent.SlotReport(
                        LiveEvent.GpuReport.named("gpu", "GPU"),
                        state,
                        "demo",
                        "default",
                        null,
                        null,
                        null,
                        null,
                        LiveEvent.Stock.NONE)),
                inHand);
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-11-01T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
