package imece.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import imece.gateway.job.Job;
import imece.gateway.job.Job.Origin;
import imece.gateway.job.Samples;
import imece.gateway.job.rows.Jobs;
import imece.gateway.line.LinePositions;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.dao.DataAccessResourceFailureException;
import tools.jackson.databind.json.JsonMapper;

/** What got lost is found by rereading, for everybody whose rows can be read and whose socket can be written to. */
class FeedSnapshotsTest {

    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(1, 2);
    private static final UUID THIRD = new UUID(1, 3);

    private final FeedFrames frames = new FeedFrames(new JsonMapper());
    private final FeedHub hub = new FeedHub(frames);
    private final Jobs jobs = mock(Jobs.class);
    private final FeedSnapshots snapshots = new FeedSnapshots(hub, jobs, mock(LinePositions.class), frames);
    private final Browser first = new Browser(FIRST);
    private final Browser second = new Browser(SECOND);
    private final Browser third = new Browser(THIRD);

    /** A socket that has its snapshot. */
    private final class Browser {
        private final Session session = mock(Session.class);
        private final RemoteEndpoint.Async remote = mock(RemoteEndpoint.Async.class);
        private final FeedSocket socket;

        Browser(UUID owner) {
            when(session.getAsyncRemote()).thenReturn(remote);
            when(session.getUserProperties()).thenReturn(new HashMap<>());
            socket = new FeedSocket(owner, session, frames, new LongAdder());
            socket.outbox().snapshot(0, "snapshot", Map.of());
            socket.outbox().next();
            hub.add(socket);
        }

        void cannotBeWrittenTo() {
            doThrow(new UnsupportedOperationException("not foreseen"))
                    .when(remote)
                    .sendText(org.mockito.ArgumentMatchers.anyString(), org.mockito.ArgumentMatchers.any());
        }

        boolean healed() {
            return org.mockito.Mockito.mockingDetails(remote).getInvocations().stream()
                    .anyMatch(call -> call.getMethod().getName().equals("sendText")
                            && call.getArgument(0, String.class).contains("\"job\""));
        }

        int askedToComeBack() throws IOException {
            ArgumentCaptor<CloseReason> reason = ArgumentCaptor.forClass(CloseReason.class);
            verify(session, timeout(60_000)).close(reason.capture());
            return reason.getValue().getCloseCode().getCode();
        }
    }

    @BeforeEach
    void rows() {
        when(jobs.liveOf(anyCollection()))
                .thenAnswer(call -> call.<Collection<UUID>>getArgument(0).stream()
                        .map(FeedSnapshotsTest::jobOf)
                        .toList());
    }

    @AfterEach
    void end() {
        snapshots.destroy();
    }

    @Test
    void whatNobodyToldIsToldToEverybody() {
        snapshots.heal();
        assertThat(List.of(first.healed(), second.healed(), third.healed())).containsOnly(true);
        verify(jobs).liveOf(anyCollection());
    }

    @Test
    void aSocketThatFailsKeepsNobodyElseFromBeingHealedAndIsAskedToComeBack() throws IOException {
        first.cannotBeWrittenTo();
        third.cannotBeWrittenTo();
        snapshots.heal();
        assertThat(second.healed()).isTrue();
        assertThat(first.askedToComeBack()).isEqualTo(4001);
        assertThat(third.askedToComeBack()).isEqualTo(4001);
        verify(second.session, never()).close(org.mockito.ArgumentMatchers.any());
    }

    @Test
    void aVisitorWhoseRowsCannotBeReadKeepsNobodyElseFromBeingHealedAndIsAskedToComeBack() throws IOException {
        when(jobs.liveOf(anyCollection())).thenAnswer(call -> {
            Collection<UUID> owners = call.getArgument(0);
            if (owners.contains(SECOND)) {
                throw new IllegalArgumentException("a row that means nothing");
            }
            return owners.stream().map(FeedSnapshotsTest::jobOf).toList();
        });
        snapshots.heal();
        assertThat(first.healed()).isTrue();
        assertThat(third.healed()).isTrue();
        assertThat(second.healed()).isFalse();
        assertThat(second.askedToComeBack()).isEqualTo(4001);
    }

    @Test
    void withoutADatabaseNobodyIsSentAwayAndItIsAskedOnce() throws IOException {
        when(jobs.liveOf(anyCollection())).thenThrow(new DataAccessResourceFailureException("refused"));
        assertThatThrownBy(snapshots::heal).isInstanceOf(DataAccessResourceFailureException.class);
        verify(jobs).liveOf(anyCollection());
        verify(jobs, never())
                .recentOf(org.mockito.ArgumentMatchers.any(), org.mockito.ArgumentMatchers.any(), anyInt());
        for (Browser browser : List.of(first, second, third)) {
            verify(browser.session, never()).close(org.mockito.ArgumentMatchers.any());
        }
    }

    private static Job jobOf(UUID owner) {
        Job job = Samples.queued();
        return new Job(
                new UUID(7, owner.getLeastSignificantBits()),
                new Origin(owner, null, null, 0, Samples.NOW),
                job.lane(),
                job.ticket(),
                job.turn(),
                job.spec(),
                null,
                job.counters(),
                null,
                job.state());
    }
}
