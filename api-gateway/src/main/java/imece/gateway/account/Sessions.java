package imece.gateway.account;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.stereotype.Component;

/** The sessions of people who signed in. */
@Component
class Sessions implements PeriodicWork {

    private static final String ACCOUNT = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
    private static final String DEVICE = "device";
    private static final String WAY = "way";
    private static final Duration ACCESS_TOLD_EVERY = Duration.ofMinutes(1);

    private final SessionRows<?> rows;
    private final Clock clock;

    Sessions(JdbcIndexedSessionRepository rows, Clock clock) {
        this.rows = new SessionRows<>(rows, rows::cleanUpExpiredSessions);
        this.clock = clock;
    }

    /**
     * A session.
     *
     * @param id of its row, and what its cookie holds
     * @param device what the browser called itself
     * @param way how it began
     * @param lastSeenAt to about a minute
     */
    record LiveSession(String id, UUID account, String device, SessionWay way, Instant begunAt, Instant lastSeenAt) {}

    /** How a session began. */
    enum SessionWay {
        /** In this browser, by its own person. */
        SIGNED_IN,
        /** By a link from another device. */
        LINKED;

        /** As it is told. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Begins one. */
    LiveSession begin(UUID account, String device, SessionWay way) {
        return rows.begin(account, device, way);
    }

    /** The session of this id, if it has not ended; from now on it was seen. */
    Optional<LiveSession> seen(String id) {
        return rows.seen(id, clock.instant());
    }

    /** Those of an account, the last seen first. */
    List<LiveSession> of(UUID account) {
        return rows.of(account).stream()
                .sorted(Comparator.comparing(LiveSession::lastSeenAt).reversed())
                .toList();
    }

    /** Ends it; ending it twice is ending it. */
    void end(String id) {
        rows.end(id);
    }

    /** Ends those of an account. */
    void endAll(UUID account) {
        of(account).forEach(session -> end(session.id()));
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(Duration.ofHours(1), "purge-sessions", rows::purge));
    }

    /** What Spring Session calls its session is known to it only. */
    private record SessionRows<S extends Session>(FindByIndexNameSessionRepository<S> rows, Runnable cleaning) {

        private LiveSession begin(UUID account, String device, SessionWay way) {
            S session = rows.createSession();
            session.setAttribute(ACCOUNT, account.toString());
            session.setAttribute(DEVICE, device);
            session.setAttribute(WAY, way.name());
            rows.save(session);
            return live(session);
        }

        private Optional<LiveSession> seen(String id, Instant now) {
            S session = rows.findById(id);
            if (session == null || session.isExpired()) {
                return Optional.empty();
            }
            if (session.getLastAccessedTime().plus(ACCESS_TOLD_EVERY).isBefore(now)) {
                session.setLastAccessedTime(now);
                rows.save(session);
            }
            return Optional.of(live(session));
        }

        private Collection<LiveSession> of(UUID account) {
            Map<String, S> found = rows.findByIndexNameAndIndexValue(ACCOUNT, account.toString());
            return found.values().stream()
                    .filter(session -> !session.isExpired())
                    .map(SessionRows::live)
                    .toList();
        }

        private void end(String id) {
            rows.deleteById(id);
        }

        private void purge() {
            cleaning.run();
        }

        private static LiveSession live(Session session) {
            return new LiveSession(
                    session.getId(),
                    UUID.fromString(Objects.requireNonNull(session.<String>getAttribute(ACCOUNT))),
                    Objects.requireNonNullElse(session.<String>getAttribute(DEVICE), ""),
                    SessionWay.valueOf(Objects.requireNonNull(session.<String>getAttribute(WAY))),
                    session.getCreationTime(),
                    session.getLastAccessedTime());
        }
    }
}
