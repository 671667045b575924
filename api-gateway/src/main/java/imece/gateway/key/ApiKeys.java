package imece.gateway.key;

import imece.gateway.identity.CallScope;
import imece.gateway.identity.KeySecret;
import imece.gateway.key.ApiKey.UrgencyClass;
import imece.gateway.key.KeyRequest.KeyChange;
import imece.gateway.turn.ShareWeight;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rows of keys. */
@Component
class ApiKeys {

    /** Of a key that counts for whom it belongs to; a person who operates no more gives no key that right. */
    private static final String OF_PRESENT = """
            select k.*, coalesce(l.weight, 1) as weight, case when a.role = 'user' then array_remove(k.scopes, 'operate') else k.scopes end as granted
            from api_keys k join owners o on o.id = k.owner left join owners l on l.id = k.limits
                 left join accounts a on a.id = k.person
            where k.id = :id and o.deleted_by is null and (k.person is null or (a.id is not null and a.disabled_at is null))""";

    private static final String ALL = """
            select k.*, coalesce(l.weight, 1) as weight, k.scopes as granted
            from api_keys k left join owners l on l.id = k.limits
            where k.revoked_at is null\s""";

    private final JdbcClient sql;

    ApiKeys(JdbcClient sql) {
        this.sql = sql;
    }

    /** Makes a key of the farm: what it makes belongs to an owner of its own, who has its weight and quotas. */
    @Transactional
    public void addOfFarm(KeySecret secret, NewKey key) {
        UUID owner = ownerOf(key);
        add(secret, key, null, owner, owner);
    }

    /** Makes a key of a person: what it makes belongs to the person; its own limits stand in a row beside theirs. */
    @Transactional
    public void addOf(UUID person, KeySecret secret, NewKey key) {
        add(secret, key, person, person, ownerOf(key));
    }

    private UUID ownerOf(NewKey key) {
        UUID owner = UUID.randomUUID();
        sql.sql("""
                insert into owners (id, kind, weight, daily_pictures, daily_gpu_seconds, daily_bytes)
                values (:id, 'key', :weight, :pictures, :gpuSeconds, :bytes)""")
                .param("id", owner)
                .param("weight", key.weight().number())
                .param("pictures", key.quotas().pictures())
                .param("gpuSeconds", key.quotas().gpuSeconds())
                .param("bytes", key.quotas().bytes())
                .update();
        return owner;
    }

    private void add(KeySecret secret, NewKey key, @Nullable UUID person, UUID owner, UUID limits) {
        Duration lasts = key.lasts();
        sql.sql("""
                insert into api_keys (id, secret_hash, name, person, owner, limits, scopes, app, class, origins, networks,
                                      expires_at)
                values (:id, :hash, :name, :person, :owner, :limits, :scopes, :app, :class, :origins, :networks,
                        now() + make_interval(secs => :lasts))""")
                .param("id", secret.id())
                .param("hash", secret.hash())
                .param("name", key.name())
                .param("person", person)
                .param("owner", owner)
                .param("limits", limits)
                .param("scopes", key.scopes().stream().map(CallScope::word).toArray(String[]::new))
                .param("app", key.app())
                .param("class", key.urgency().name().toLowerCase(Locale.ROOT))
                .param("origins", key.origins().toArray(String[]::new))
                .param("networks", key.networks().toArray(String[]::new))
                .param("lasts", lasts == null ? null : (double) lasts.toSeconds())
                .update();
    }

    /** The key of this id, revoked or not; empty if there is none, or its person may not come any more. */
    Optional<ApiKey> find(String id) {
        return sql.sql(OF_PRESENT).param("id", id).query(ApiKeys::key).optional();
    }

    /** Those of a person that were not revoked, the newest first. */
    List<ApiKey> of(UUID person) {
        return sql.sql(ALL + "and k.person = :person order by k.created_at desc, k.id")
                .param("person", person)
                .query(ApiKeys::key)
                .list();
    }

    /** All that were not revoked, the newest first. */
    List<ApiKey> all() {
        return sql.sql(ALL + "order by k.created_at desc, k.id")
                .query(ApiKeys::key)
                .list();
    }

    /** The key of this id, locked until the transaction ends; empty if none counts. */
    Optional<ApiKey> keepIfItCounts(String id) {
        return sql.sql(OF_PRESENT + " and k.revoked_at is null for update of k")
                .param("id", id)
                .query(ApiKeys::key)
                .optional();
    }

    /** Changes a key whose row is locked. */
    void change(ApiKey key, KeyChange change) {
        if (change.urgency() != null) {
            sql.sql("update api_keys set class = :class where id = :id")
                    .param("class", change.urgency().name().toLowerCase(Locale.ROOT))
                    .param("id", key.id())
                    .update();
        }
        if (change.weight() != null) {
            sql.sql("update owners set weight = :weight where id = :limits")
                    .param("weight", change.weight().number())
                    .param("limits", key.limits())
                    .update();
        }
    }

    /** From now on it counts no more; false if there is none that does. */
    boolean revokeIfItCounts(String id) {
        return sql.sql("update api_keys set revoked_at = now() where id = :id and revoked_at is null")
                        .param("id", id)
                        .update()
                > 0;
    }

    /** The same, for a key of this person only. */
    boolean revokeIfItCountsAndIsOf(UUID person, String id) {
        return sql.sql("""
                        update api_keys set revoked_at = now()
                        where id = :id and person = :person and revoked_at is null""").param("id", id).param("person", person).update() > 0;
    }

    void used(String id, String from) {
        sql.sql("update api_keys set last_used_at = now(), last_used_from = :from where id = :id")
                .param("id", id)
                .param("from", from)
                .update();
    }

    /** All pages that may show one of the keys that count. */
    Set<String> origins() {
        return Set.copyOf(sql.sql("""
                        select distinct unnest(origins) from api_keys
                        where revoked_at is null and (expires_at is null or expires_at > now())""").query(String.class).list());
    }

    private static ApiKey key(ResultSet row, int number) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                row.getString("secret_hash"),
                row.getString("name"),
                row.getObject("person", UUID.class),
                row.getObject("owner", UUID.class),
                row.getObject("limits", UUID.class),
                words(row, "granted")
                        .flatMap(word -> CallScope.of(word).stream())
                        .collect(Collectors.toSet()),
                row.getBoolean("app"),
                UrgencyClass.valueOf(row.getString("class").toUpperCase(Locale.ROOT)),
                ShareWeight.of(row.getDouble("weight")),
                words(row, "origins").toList(),
                words(row, "networks").toList(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                time(row, "expires_at"),
                time(row, "revoked_at"),
                time(row, "last_used_at"),
                row.getString("last_used_from"));
    }

    private static Stream<String> words(ResultSet row, String column) throws SQLException {
        Array words = row.getArray(column);
        return Stream.of((String[]) words.getArray());
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
