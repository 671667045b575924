package imece.gateway.workers;

import static org.assertj.core.api.Assertions.assertThat;

import imece.clock.MonotonicClock;
import imece.contract.LiveEvent;
import imece.contract.LiveEvent.WorkerState;
import imece.contract.RunKey;
import imece.gateway.broker.BrokerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageSendersTest {

    private static final UUID ATTIC = new UUID(1, 1);
    private static final UUID OLD = new UUID(2, 2);
    private static final UUID RUN = new UUID(8, 8);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WorkerRegistry workers = new WorkerRegistry(MonotonicClock.system());
    private final MessageSenders senders = senders(true);

    @Test
    void whatComesFromAnotherNodeIsRefusedAndCounted() {
        assertThat(senders.believes("w-attic", "attic", ATTIC)).isTrue();
        assertThat(senders.believes("w-cellar", "attic", ATTIC)).isFalse();
        assertThat(counted("imece.senders.refused")).isEqualTo(1);
    }

    @Test
    void aWorkerOfTheLastReleaseIsBelievedAndCountedUntilItsProcessNamesAUser() {
        assertThat(senders.believes(null, "old", OLD)).isTrue();
        assertThat(senders.mayBeOfLastRelease(OLD)).isTrue();
        assertThat(counted("imece.senders.unnamed")).isEqualTo(1);

        assertThat(senders.believes("w-attic", "attic", ATTIC)).isTrue();
        assertThat(senders.mayBeOfLastRelease(ATTIC)).isFalse();
        assertThat(senders.believes(null, "attic", ATTIC)).isFalse();
    }

    @Test
    void noneIsBelievedOnceThereAreNoneOfThem() {
        MessageSenders strict = senders(false);
        assertThat(strict.believes(null, "old", OLD)).isFalse();
        assertThat(strict.mayBeOfLastRelease(OLD)).isFalse();
    }

    @Test
    void aPreviewComesFromTheNodeThatHasItsRunInHand() {
        workers.hear(new LiveEvent.Heartbeat(
                "attic",
                ATTIC,
                "host",
                "1",
                WorkerState.READY,
                List.of(),
                List.of(new RunKey(new UUID(7, 7), 1, 0, RUN))));

        assertThat(senders.believesPreview("w-attic", RUN)).isTrue();
        assertThat(senders.believesPreview("w-cellar", RUN)).isFalse();
        assertThat(senders.believesPreview("guest", RUN)).isTrue();
        assertThat(senders.believesPreview(null, RUN)).isTrue();
        assertThat(senders.believes("w-attic", "attic", ATTIC)).isTrue();
        assertThat(senders.believesPreview(null, RUN)).isFalse();
    }

    @Test
    void aPreviewThatOvertakesTheHeartbeatOfItsRunIsPassedOverAndSuspectsNobody() {
        assertThat(senders.believesPreview("w-attic", RUN)).isFalse();
        assertThat(counted("imece.previews.unproven")).isEqualTo(1);
        assertThat(counted("imece.senders.refused")).isZero();

        workers.hear(new LiveEvent.Heartbeat(
                "attic",
                ATTIC,
                "host",
                "1",
                WorkerState.READY,
                List.of(),
                List.of(new RunKey(new UUID(7, 7), 1, 0, RUN))));
        assertThat(senders.believesPreview("w-cellar", RUN)).isFalse();
        assertThat(counted("imece.senders.refused")).isEqualTo(1);
    }

    private MessageSenders senders(boolean lastRelease) {
        return new MessageSenders(workers, new BrokerSettings("amqp://gateway:secret@localhost", lastRelease), meters);
    }

    private double counted(String meter) {
        return meters.counter(meter).count();
    }
}
