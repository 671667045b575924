package imece.gateway.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Whatever a task throws, it is done again; a database that is away is told once. */
class TaskRunnerTest {

    private final DataAccessResourceFailureException away = new DataAccessResourceFailureException("refused");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DataSource server = mock(DataSource.class);
    private final DatabaseOutage outage = new DatabaseOutage(server);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("imece.gateway.background");

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        said.start();
        logger.addAppender(said);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(said);
        logger.setLevel(null);
    }

    @Test
    void aTaskThatThrowsGoesOnAndIsToldOnceAndAgainWhenItSucceeds() {
        AtomicInteger turns = new AtomicInteger();
        TaskRunner task = runner("count-line", () -> {
            if (turns.incrementAndGet() <= 3) {
                throw new IllegalStateException("not foreseen");
            }
        });
        for (int i = 0; i < 5; i++) {
            task.run();
        }
        assertThat(turns).hasValue(5);
        assertThat(failures("count-line")).isEqualTo(3);
        assertThat(told(Level.ERROR)).hasSize(1);
        assertThat(told(Level.ERROR).getFirst()).startsWith("'count-line' failed.");
        assertThat(said.list.getFirst().getThrowableProxy().getMessage()).isEqualTo("not foreseen");
        assertThat(told(Level.INFO)).containsExactly("'count-line' succeeds again.");
    }

    @Test
    void anErrorEndsATaskNoMoreThanAnExceptionDoes() {
        AtomicInteger turns = new AtomicInteger();
        TaskRunner task = runner("deep", () -> {
            turns.incrementAndGet();
            throw new StackOverflowError();
        });
        task.run();
        task.run();
        assertThat(turns).hasValue(2);
        assertThat(failures("deep")).isEqualTo(2);
    }

    @Test
    void aDatabaseThatIsAwayIsToldOnceHoweverManyTasksMeetItHowOften() throws SQLException {
        when(server.getConnection()).thenThrow(new SQLException("refused"));
        TaskRunner one = runner("one", () -> {
            throw away;
        });
        TaskRunner other = runner("other", () -> {
            throw new CannotCreateTransactionException("refused");
        });
        for (int i = 0; i < 4; i++) {
            one.run();
            other.run();
            outage.look();
        }
        assertThat(told(Level.WARN)).singleElement().asString().contains("refused", "one does not happen");
        assertThat(told(Level.INFO)).isEmpty();
        assertThat(told(Level.ERROR)).isEmpty();
        assertThat(failures("one")).isEqualTo(4);
        assertThat(failures("other")).isEqualTo(4);
    }

    @Test
    void thatItIsBackIsToldOnceAndTheNextOutageAgain() throws SQLException {
        Connection connection = mock(Connection.class);
        when(connection.isValid(org.mockito.ArgumentMatchers.anyInt())).thenReturn(true);
        when(server.getConnection()).thenThrow(new SQLException("refused")).thenReturn(connection);
        AtomicInteger turns = new AtomicInteger();
        TaskRunner idleNowAndThen = runner("one", () -> {
            if (turns.getAndIncrement() % 2 == 0) {
                throw away;
            }
        });
        idleNowAndThen.run();
        idleNowAndThen.run();
        outage.look();
        assertThat(told(Level.INFO))
                .as("a turn with nothing to do proves nothing")
                .isEmpty();
        outage.look();
        outage.look();
        assertThat(told(Level.INFO)).containsExactly("The database can be used again.");
        idleNowAndThen.run();
        assertThat(told(Level.WARN)).hasSize(2);
    }

    @Test
    void aTurnThatBeganBeforeTheDatabaseWasBackSaysNothingOfItNow() throws SQLException {
        Connection connection = mock(Connection.class);
        when(connection.isValid(org.mockito.ArgumentMatchers.anyInt())).thenReturn(true);
        when(server.getConnection()).thenReturn(connection);
        TaskRunner late = runner("late", () -> {
            outage.look();
            throw away;
        });
        runner("first", () -> {
                    throw away;
                })
                .run();
        late.run();
        assertThat(told(Level.WARN)).hasSize(1);
    }

    @Test
    void aStatementThatIsWrongIsNoDatabaseThatIsAway() {
        Runnable work = mock(Runnable.class);
        doThrow(new BadSqlGrammarException("count", "selekt 1", new SQLException("syntax")))
                .when(work)
                .run();
        TaskRunner task = runner("wrong", work);
        task.run();
        task.run();
        assertThat(told(Level.WARN)).isEmpty();
        assertThat(told(Level.ERROR)).hasSize(1);
    }

    private TaskRunner runner(String name, Runnable work) {
        return new TaskRunner(
                PeriodicTask.every(Duration.ofSeconds(1), name, name + " does not happen", work), outage, meters);
    }

    private double failures(String task) {
        return meters.counter("imece.background.failures", "task", task).count();
    }

    private List<String> told(Level level) {
        return said.list.stream()
                .filter(event -> event.getLevel().equals(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
