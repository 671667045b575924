package imece.gateway.dispatch;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import imece.clock.Moment;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.dispatch.DispatchRound.RoundEnd;
import imece.gateway.dispatch.DuePass.Left;
import imece.gateway.workers.WorkerRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What makes a gateway that dispatches give the lead up. */
class DispatcherTest {

    /** How long is waited for what another thread does at once. */
    private static final int SOON_MILLIS = 20_000;

    private static final long TERM = 3;

    private final Leadership leadership = mock(Leadership.class);
    private final DispatchRound round = mock(DispatchRound.class);
    private final WorkerRegistry workers = mock(WorkerRegistry.class);
    private final MessagePublisher publisher = mock(MessagePublisher.class);
    private final AtomicLong seconds = new AtomicLong();
    private final Dispatcher dispatcher = new Dispatcher(
            leadership,
            round,
            workers,
            publisher,
            new DispatchSettings(Duration.ofSeconds(5)),
            () -> new Moment(Duration.ofSeconds(seconds.get()).toNanos()));

    @BeforeEach
    void leadsAndAllIsWell() throws SQLException {
        when(leadership.held()).thenReturn(true);
        when(leadership.untilNext()).thenReturn(Duration.ofMillis(5));
        when(leadership.term(any())).thenReturn(OptionalLong.of(TERM));
        when(round.play(anyLong())).thenReturn(new RoundEnd(true, Left.DRY));
        when(workers.listening()).thenReturn(Duration.ofMinutes(1));
        when(publisher.reachable()).thenReturn(true);
    }

    @AfterEach
    void stop() {
        dispatcher.stop();
    }

    @Test
    void whileAllIsWellTheLeadIsKept() {
        dispatcher.start();
        verify(round, timeout(SOON_MILLIS)).play(TERM);
        verify(leadership, never()).stepDown(any());
    }

    @Test
    void aGatewayWhoseBrokerIsGoneStepsDownAndDispatchesNothing() throws SQLException {
        when(publisher.reachable()).thenReturn(false);
        dispatcher.start();
        verify(leadership, timeout(SOON_MILLIS).atLeastOnce()).stepDown(contains("broker"));
        verify(leadership, never()).term(any());
        verify(round, never()).play(anyLong());
    }

    @Test
    void oneThatHearsNoWorkersStepsDown() throws SQLException {
        when(workers.listening()).thenReturn(Duration.ZERO);
        dispatcher.start();
        verify(leadership, timeout(SOON_MILLIS).atLeastOnce()).stepDown(contains("workers"));
        verify(leadership, never()).term(any());
    }

    @Test
    void oneWhoseBrokerTakesNothingStepsDownAfterAWhile() throws SQLException {
        when(publisher.heldBack()).thenReturn(true);
        dispatcher.start();
        verify(leadership, timeout(SOON_MILLIS).atLeast(2)).term(any());
        verify(leadership, never()).stepDown(any());
        verify(round, never()).play(anyLong());
        seconds.set(11);
        verify(leadership, timeout(SOON_MILLIS).atLeastOnce()).stepDown(contains("takes nothing"));
    }

    @Test
    void oneThatDoesNotLeadDoesNotStandWhileItsBrokerIsGone() throws SQLException {
        when(leadership.held()).thenReturn(false);
        when(publisher.reachable()).thenReturn(false);
        dispatcher.start();
        verify(leadership, timeout(SOON_MILLIS).atLeastOnce()).waitOn();
        verify(leadership, never()).term(any());
    }
}
