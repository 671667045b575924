package imece.gateway.workers;

import static org.assertj.core.api.Assertions.assertThat;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.LiveEvent;
import imece.contract.LiveEvent.SlotState;
import imece.contract.RunKey;
import imece.contract.SlotId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkerRegistryTest {

    private static final UUID INSTANCE = new UUID(1, 1);
    private static final RunKey RUN = new RunKey(new UUID(7, 7), 1, 0, new UUID(8, 8));

    private final SetClock clock = new SetClock();
    private final WorkerRegistry workers = new WorkerRegistry(clock);

    @Test
    void aSlotLivesForSixSecondsAfterItsHeartbeat() {
        workers.hear(heartbeat(SlotState.IDLE, List.of()));
        clock.pass(Duration.ofSeconds(6));
        assertThat(workers.liveSlots("default")).isEqualTo(1);
        clock.pass(Duration.ofMillis(1));
        assertThat(workers.liveSlots("default")).isZero();
    }

    @Test
    void onlySlotsThatTakeJobsCountAndOnlyOnTheirLane() {
        workers.hear(heartbeat(SlotState.BLOCKED, List.of()));
        assertThat(workers.liveSlots("default")).isZero();
        workers.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        assertThat(workers.liveSlots("default")).isEqualTo(1);
        assertThat(workers.liveSlots("another")).isZero();
    }

    @Test
    void itTellsWhenSlotsGrew() {
        assertThat(workers.hear(heartbeat(SlotState.IDLE, List.of()))).isTrue();
        assertThat(workers.hear(heartbeat(SlotState.IDLE, List.of()))).isFalse();
        assertThat(workers.hear(heartbeat(SlotState.DRAINING, List.of()))).isFalse();
        assertThat(workers.hear(heartbeat(SlotState.IDLE, List.of()))).isTrue();
    }

    @Test
    void aGatewayThatTakesLongToStartDoesNotListenMeanwhile() {
        clock.pass(Duration.ofSeconds(30));
        assertThat(workers.listening()).isZero();
        assertThat(workers.lacksServers("another")).isFalse();
    }

    @Test
    void aGatewayWhoseQueueIsLostListensNoMoreUntilItIsBoundAnew() {
        clock.pass(Duration.ofSeconds(9));
        workers.deaf();
        assertThat(workers.listening()).isZero();
        clock.pass(Duration.ofSeconds(9));
        assertThat(workers.listening()).isZero();
        workers.listeningAnew();
        clock.pass(Duration.ofSeconds(2));
        assertThat(workers.listening()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aSlotIsFoundByItsNameWithAllThatItsProcessHasInHand() {
        workers.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        assertThat(workers.liveSlotsById().values()).singleElement().satisfies(slot -> {
            assertThat(slot.instance()).isEqualTo(INSTANCE);
            assertThat(slot.inHand()).containsExactly(RUN);
            assertThat(workers.liveSlotsById()).containsOnlyKeys(slot.id());
        });
        workers.hear(heartbeat(SlotState.BLOCKED, List.of(RUN)));
        assertThat(workers.liveSlotsById()).isEmpty();
    }

    @Test
    void noOtherWorkerSpeaksForAProcessThatIsHeard() {
        workers.hear(heartbeat(SlotState.IDLE, List.of()));
        LiveEvent.Heartbeat forged = new LiveEvent.Heartbeat(
                "somebody-else", INSTANCE, "host", "1", LiveEvent.WorkerState.READY, List.of(), List.of(RUN));
        assertThat(workers.hear(forged)).isFalse();
        workers.left(new LiveEvent.WorkerDown("somebody-else", INSTANCE, Instant.EPOCH));
        assertThat(workers.liveSlots("default")).isEqualTo(1);
        assertThat(workers.holds(RUN.jobId())).isFalse();
    }

    @Test
    void itKnowsTheQueuesInWhichLiveWorkersReadTheirOrdersAndTheirLanes() {
        workers.hear(heartbeat(SlotState.IDLE, List.of()));
        workers.hear(new LiveEvent.Heartbeat(
                "\u0130".repeat(100), new UUID(9, 9), "host", "1", LiveEvent.WorkerState.READY, List.of(), List.of()));
        assertThat(workers.ofWorkers())
                .as("the other's name is too long for one")
                .containsExactly("imece.control."
                        + workers.worker(INSTANCE)
                                .orElseThrow()
                                .heartbeat()
                                .worker()
                                .replace(" ", "_20") + "." + INSTANCE);
        assertThat(workers.lanes()).containsExactly("default");
        clock.pass(Duration.ofSeconds(7));
        assertThat(workers.ofWorkers()).isEmpty();
    }

    @Test
    void silenceCountsOnlyWhileThisGatewayListensWithoutAGap() {
        clock.pass(Duration.ofMinutes(10));
        workers.listeningAnew();
        clock.pass(Duration.ofSeconds(3));
        assertThat(workers.silence(RUN.runId())).isEqualTo(Duration.ofSeconds(3));
        workers.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        clock.pass(Duration.ofSeconds(1));
        assertThat(workers.silence(RUN.runId())).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aWorkerThatEndsInOrderIsGoneAtOnce() {
        workers.hear(heartbeat(SlotState.IDLE, List.of()));
        workers.left(new LiveEvent.WorkerDown("worker-1", INSTANCE, Instant.EPOCH));
        assertThat(workers.workers()).isEmpty();
    }

    @Test
    void aProcessThatWasStartedAgainTakesItsPredecessorsPlaceAtOnce() {
        UUID successor = new UUID(1, 2);
        workers.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        clock.pass(Duration.ofMillis(1));
        workers.hear(heartbeat(successor, SlotState.IDLE, List.of()));

        assertThat(workers.liveSlots("default")).isEqualTo(1);
        assertThat(workers.workers())
                .extracting(heard -> heard.heartbeat().instance())
                .containsExactly(successor);
        workers.left(new LiveEvent.WorkerDown("worker-1", successor, Instant.EPOCH));
        assertThat(workers.liveSlots("default")).isZero();
        assertThat(workers.workers()).isEmpty();
    }

    @Test
    void twoWorkersOfOneNameThatBothBeatBothCount() {
        UUID other = new UUID(1, 2);
        for (int i = 0; i < 2; i++) {
            workers.hear(heartbeat(SlotState.IDLE, List.of()));
            clock.pass(Duration.ofSeconds(1));
            workers.hear(heartbeat(other, SlotState.IDLE, List.of()));
            clock.pass(Duration.ofSeconds(1));
        }
        workers.hear(heartbeat(SlotState.IDLE, List.of()));

        assertThat(workers.liveSlots("default")).isEqualTo(2);
        assertThat(workers.workers()).hasSize(2);
    }

    @Test
    void aWorkerThatIsNotHeardForAMinuteIsForgotten() {
        workers.hear(heartbeat(SlotState.IDLE, List.of(RUN)));
        clock.pass(Duration.ofMinutes(1));
        assertThat(workers.workers()).hasSize(1);
        assertThat(workers.heardSlots()).hasSize(1);
        clock.pass(Duration.ofMillis(1));
        assertThat(workers.workers()).isEmpty();
        assertThat(workers.worker(INSTANCE)).isEmpty();
        assertThat(workers.heardSlots()).isEmpty();
    }

    @Test
    void whatALiveWorkerHasInHandIsHeld() {
        workers.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        assertThat(workers.holds(RUN.jobId())).isTrue();
        assertThat(workers.holds(new UUID(7, 8))).isFalse();
        assertThat(workers.inHand()).containsExactly(RUN);
        assertThat(workers.worker(INSTANCE).orElseThrow().names(RUN.runId())).isTrue();
        assertThat(workers.worker(INSTANCE).orElseThrow().names(new UUID(8, 9))).isFalse();
        clock.pass(WorkerRegistry.LIVE.plusMillis(1));
        assertThat(workers.holds(RUN.jobId())).isFalse();
        assertThat(workers.inHand()).isEmpty();
    }

    @Test
    void silenceIsCountedFromTheLastHeartbeatThatNamedTheRun() {
        workers.listeningAnew();
        workers.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        clock.pass(Duration.ofSeconds(4));
        workers.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        clock.pass(Duration.ofSeconds(3));
        workers.hear(heartbeat(SlotState.BUSY, List.of()));
        assertThat(workers.silence(RUN.runId())).isEqualTo(Duration.ofSeconds(3));
        assertThat(workers.listening()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void silenceOfARunThatWasNeverNamedIsThatOfTheListening() {
        clock.pass(Duration.ofSeconds(2));
        assertThat(workers.silence(RUN.runId())).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aSlotThatIsBusyLivesAndIsNotIdle() {
        workers.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
        assertThat(workers.liveSlots("default")).isEqualTo(1);
        assertThat(workers.idleSlots("default")).isZero();
        workers.hear(heartbeat(SlotState.IDLE, List.of()));
        assertThat(workers.idleSlots("default")).isEqualTo(1);
    }

    @Test
    void aLaneIsServedBesidesASlotOnlyByAnotherOne() {
        workers.hear(heartbeat(SlotState.IDLE, List.of()));
        assertThat(workers.servedBesides("default", new SlotId("worker-1", "gpu")))
                .isFalse();
        assertThat(workers.servedBesides("default", new SlotId("worker-1", "gpu-2")))
                .isTrue();
        assertThat(workers.servedBesides("default", new SlotId("worker-2", "gpu")))
                .isTrue();
        assertThat(workers.servedBesides("painter", new SlotId("worker-2", "gpu")))
                .isFalse();
    }

    @Test
    void ofAHundredThousandWorkersThatAreMadeUpFewAreRememberedAndTheHonestOneStays() {
        for (int made = 0; made < 100_000; made++) {
            if (made % 1_000 == 0) {
                clock.pass(Duration.ofMillis(100));
                workers.hear(heartbeat(SlotState.BUSY, List.of(RUN)));
            }
            RunKey madeUp = new RunKey(new UUID(3, made), 1, 0, new UUID(4, made));
            workers.hear(heartbeat(new UUID(2, made), SlotState.DRAINING, List.of(madeUp)));
        }

        assertThat(workers.worker(INSTANCE)).isPresent();
        assertThat(workers.holds(RUN.jobId())).isTrue();
        assertThat(workers.silence(RUN.runId())).isLessThan(Duration.ofSeconds(1));
        assertThat(workers.inHand()).hasSizeLessThanOrEqualTo(10_000);
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
                        LiveEvent.EngineOffer.NONE)),
                inHand);
    }

    private static final class SetClock implements MonotonicClock {
        private Moment now = new Moment(Long.MAX_VALUE - 1);

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Moment now() {
            return now;
        }
    }
}
