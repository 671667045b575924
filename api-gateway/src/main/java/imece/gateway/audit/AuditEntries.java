package imece.gateway.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was written down, read. */
@Component
class AuditEntries {

    private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {};

    private final JdbcClient sql;
    private final JsonMapper json;

    AuditEntries(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /**
     * One entry.
     *
     * @param who operator-token, operator-session, account, key, visitor, nobody or farm, and which
     * @param address from where; null = the farm itself
     * @param before what changed, as it was; null where nothing was
     */
    record AuditEntry(
            long id,
            Instant at,
            AuditWho who,
            @Nullable String address,
            String what,
            AuditSubject on,
            @Nullable Map<String, @Nullable Object> before,
            @Nullable Map<String, @Nullable Object> after) {}

    /**
     * Who did it.
     *
     * @param name as it was then
     */
    record AuditWho(
            String kind, @Nullable String id, @Nullable String name) {}

    /** Which entries are wanted; null = any. */
    record AuditFilter(
            @Nullable String who,
            @Nullable String whoKind,
            @Nullable String what,
            @Nullable String on,
            @Nullable String onKind) {

        /** Only what is asked for stands there, so that each has its index. */
        private String conditions() {
            StringBuilder conditions = new StringBuilder();
            values().keySet()
                    .forEach(column -> conditions
                            .append(" and ")
                            .append(column)
                            .append(" = :")
                            .append(column));
            return conditions.toString();
        }

        private Map<String, String> values() {
            Map<String, String> values = new HashMap<>();
            put(values, "who_id", who);
            put(values, "who_kind", whoKind);
            put(values, "what", what);
            put(values, "on_id", on);
            put(values, "on_kind", onKind);
            return values;
        }

        private static void put(Map<String, String> values, String column, @Nullable String value) {
            if (value != null && !value.isEmpty()) {
                values.put(column, value);
            }
        }
    }

    /** One page, the newest first. */
    List<AuditEntry> page(AuditFilter filter, long before, int limit) {
        return sql.sql("select * from audit where id < :before_id" + filter.conditions()
                        + " order by id desc limit :most")
                .param("before_id", before)
                .param("most", limit)
                .params(filter.values())
                .query(this::entry)
                .list();
    }

    private AuditEntry entry(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new AuditWho(row.getString("who_kind"), row.getString("who_id"), row.getString("who_name")),
                row.getString("address"),
                row.getString("what"),
                new AuditSubject(row.getString("on_kind"), row.getString("on_id")),
                fields(row.getString("before")),
                fields(row.getString("after")));
    }

    private @Nullable Map<String, @Nullable Object> fields(@Nullable String text) {
        return text == null ? null : json.readValue(text, FIELDS);
    }
}
