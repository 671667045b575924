package imece.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import imece.clock.MonotonicClock;
import imece.contract.RunKey;
import imece.contract.StatusEvent;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.job.Samples;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.moderation.PictureVerdicts;
import imece.gateway.picture.StorePause;
import imece.gateway.picture.StoredPictures.Found;
import imece.gateway.workers.MessageSenders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpConnectException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

/** An event that nobody can decide about is passed over; what is no fault of an event holds up all of them. */
class EventFolderTest {

    private static final UUID BAD = new UUID(7, 0);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final JobWriter writer = mock(JobWriter.class);
    private final Predecessors predecessors = mock(Predecessors.class);
    private final ProvenPictures pictures =
            new ProvenPictures(event -> Found.THERE, PictureVerdicts.OFF, MonotonicClock.system());
    private final List<Object> published = new ArrayList<>();
    private final EventFolder folder = new EventFolder(
            writer,
            predecessors,
            pictures,
            mock(MessagePublisher.class),
            mock(StorePause.class),
            new IngestHealth(meters),
            mock(MessageSenders.class),
            PictureVerdicts.OFF,
            published::add);
    private final List<UUID> stored = new ArrayList<>();
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(EventFolder.class);

    @BeforeEach
    void listen() {
        said.start();
        logger.addAppender(said);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(said);
    }

    @Test
    void anEventThatCannotBeDecidedIsToldWithItsTraceCountedAndPassedOverAndTheOthersAreStored() {
        fails(new IllegalStateException("not foreseen"));
        StatusEvent.Marker marker = new StatusEvent.Marker("m/1");
        folder.fold(List.of(about(1), about(2), about(0), about(3), marker));

        assertThat(stored).containsExactly(new UUID(7, 1), new UUID(7, 2), new UUID(7, 3));
        assertThat(published).as("what was confirmed before it is in the rows").containsExactly(marker);
        assertThat(meters.counter("imece.store.passed.over").count()).isEqualTo(1);
        assertThat(said.list).singleElement().satisfies(event -> {
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("not foreseen");
            assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                    .isNotEmpty();
            assertThat(String.valueOf(event.getKeyValuePairs())).contains(BAD.toString());
        });
    }

    @Test
    void anEventThatIsPassedOverIsNotAskedAboutAgain() {
        fails(new IllegalStateException("not foreseen"));
        folder.fold(List.of(about(0)));
        assertThat(pictures.toAskAgain()).isEmpty();
        org.mockito.Mockito.verify(predecessors).settle(List.of(about(0)), List.of());
    }

    @Test
    void oneThatWouldBreakARuleOfTheSchemaIsCountedToo() {
        fails(new DataIntegrityViolationException("a rule"));
        folder.fold(List.of(about(0), about(1)));
        assertThat(stored).containsExactly(new UUID(7, 1));
        assertThat(meters.counter("imece.store.passed.over").count()).isEqualTo(1);
    }

    @Test
    void noEventIsPassedOverForWantOfTheDatabaseOrTheBroker() {
        for (RuntimeException passing : List.of(
                new DataAccessResourceFailureException("refused"),
                new AmqpConnectException(new ConnectException("refused")))) {
            fails(passing);
            assertThatThrownBy(() -> folder.fold(List.of(about(1), about(0), about(2))))
                    .isSameAs(passing);
        }
        assertThat(stored).isEmpty();
        assertThat(meters.counter("imece.store.passed.over").count()).isZero();
    }

    /** Whoever writes about the bad job fails so; all others are stored. */
    private void fails(RuntimeException failure) {
        doAnswer(call -> {
                    Collection<UUID> ids = call.getArgument(0);
                    if (ids.contains(BAD)) {
                        throw failure;
                    }
                    return stored.addAll(ids);
                })
                .when(writer)
                .change(anyCollection(), any(), any());
    }

    private static StatusEvent.OfRun about(int job) {
        return Samples.completed(new RunKey(new UUID(7, job), 1, 0, new UUID(100, job)));
    }
}
