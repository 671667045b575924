package imece.gateway.access;

import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.AccountCaller;
import imece.gateway.identity.Caller.KeyCaller;
import imece.gateway.identity.Caller.OperatorCaller;
import imece.gateway.identity.Caller.VisitorCaller;
import imece.gateway.identity.LiveCallers;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the rows about many callers at once. */
@Component
class EndedCallers implements LiveCallers {

    private static final String LIVE_KEYS = """
            select k.id from api_keys k join owners o on o.id = k.owner left join accounts a on a.id = k.person
            where k.id = any(:ids) and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
              and o.deleted_by is null and (k.person is null or (a.id is not null and a.disabled_at is null))""";
    private static final String LIVE_SESSIONS = """
            select s.session_id
            from account_sessions s join accounts a on a.id::text = s.principal_name join owners o on o.id = a.id
            where s.session_id = any(:ids) and a.disabled_at is null and o.deleted_by is null
              and s.expiry_time > extract(epoch from now()) * 1000""";
    private static final String MOVED = """
            select id from owners where (moved_to is not null or deleted_by is not null) and id = any(:ids)""";

    private final JdbcClient sql;

    EndedCallers(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public Set<Caller> ended(Collection<Caller> callers) {
        Set<String> keys = new HashSet<>();
        Set<String> sessions = new HashSet<>();
        Set<UUID> visitors = new HashSet<>();
        for (Caller caller : callers) {
            switch (caller) {
                case KeyCaller key -> keys.add(key.key());
                case AccountCaller account -> sessions.add(account.session());
                case VisitorCaller visitor -> visitors.add(visitor.owner());
                case OperatorCaller operator -> visitors.add(operator.owner());
            }
        }
        Set<String> liveKeys = texts(LIVE_KEYS, keys);
        Set<String> liveSessions = texts(LIVE_SESSIONS, sessions);
        Set<UUID> moved = moved(visitors);
        Predicate<Caller> ended = caller -> switch (caller) {
            case KeyCaller key -> !liveKeys.contains(key.key());
            case AccountCaller account -> !liveSessions.contains(account.session());
            case VisitorCaller visitor -> moved.contains(visitor.owner());
            case OperatorCaller operator -> moved.contains(operator.owner());
        };
        return callers.stream().filter(ended).collect(Collectors.toSet());
    }

    private Set<String> texts(String statement, Set<String> ids) {
        return ids.isEmpty()
                ? Set.of()
                : Set.copyOf(sql.sql(statement)
                        .param("ids", ids.toArray(String[]::new))
                        // A session's id stands in a column of fixed length.
                        .query((row, number) -> row.getString(1).strip())
                        .list());
    }

    private Set<UUID> moved(Set<UUID> ids) {
        return ids.isEmpty()
                ? Set.of()
                : Set.copyOf(sql.sql(MOVED)
                        .param("ids", ids.toArray(UUID[]::new))
                        .query((row, number) -> row.getObject(1, UUID.class))
                        .list());
    }
}
