package imece.gateway.account;

import imece.gateway.account.Invite.InviteRole;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.identity.KeySecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of invites, of visitors who followed one, and of links that were followed. */
@Component
class Invites implements PeriodicWork {

    private final JdbcClient sql;

    Invites(JdbcClient sql) {
        this.sql = sql;
    }

    Invite add(KeySecret token, InviteRole role, @Nullable UUID account, String note, int uses, Duration lasts) {
        sql.sql("""
                insert into invites (id, secret_hash, role, account, note, uses_left, expires_at)
                values (:id, :hash, :role, :account, :note, :uses, now() + make_interval(secs => :lasts))""")
                .param("id", token.id())
                .param("hash", token.hash())
                .param("role", role.word())
                .param("account", account)
                .param("note", note)
                .param("uses", uses)
                .param("lasts", (double) lasts.toSeconds())
                .update();
        return find(token.id()).orElseThrow();
    }

    Optional<Invite> find(String id) {
        return sql.sql("select * from invites where id = :id")
                .param("id", id)
                .query(Invites::invite)
                .optional();
    }

    /** Those that can still be followed, the newest first. */
    List<Invite> open() {
        return sql.sql("""
                        select * from invites where revoked_at is null and uses_left > 0 and expires_at > now()
                        order by created_at desc, id""").query(Invites::invite).list();
    }

    /** Takes one of its uses; false if none is left, or it counts no more. */
    boolean spendIfItCounts(String id) {
        return sql.sql("""
                        update invites set uses_left = uses_left - 1
                        where id = :id and uses_left > 0 and revoked_at is null and expires_at > now()""").param("id", id).update() > 0;
    }

    boolean revokeIfItCounts(String id) {
        return sql.sql("update invites set revoked_at = now() where id = :id and revoked_at is null and uses_left > 0")
                        .param("id", id)
                        .update()
                > 0;
    }

    /** Follows a link that counts once and stands in no other row; false if somebody did before. */
    boolean spendOnce(UUID nonce, Instant expires) {
        return sql.sql("insert into spent_links (nonce, expires_at) values (:nonce, :expires) on conflict do nothing")
                        .param("nonce", nonce)
                        .param("expires", expires.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    boolean isSpent(UUID nonce) {
        return sql.sql("select exists (select from spent_links where nonce = :nonce)")
                .param("nonce", nonce)
                .query(Boolean.class)
                .single();
    }

    void admit(UUID visitor, String invite) {
        sql.sql("insert into admitted_visitors (visitor, invite) values (:visitor, :invite) on conflict do nothing")
                .param("visitor", visitor)
                .param("invite", invite)
                .update();
    }

    boolean isAdmitted(UUID visitor) {
        return sql.sql("select exists (select from admitted_visitors where visitor = :visitor)")
                .param("visitor", visitor)
                .query(Boolean.class)
                .single();
    }

    /** Whether the cookies of this visitor count; who shows one that does not is somebody else by now. */
    boolean isStillHere(UUID visitor) {
        return sql.sql("select not exists (select from revoked_visitors where visitor = :visitor and not lifted)")
                .param("visitor", visitor)
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(Duration.ofHours(1), "purge-spent-links", this::purge));
    }

    /** What can be followed no more need not be remembered as followed; a day more, for clocks that differ. */
    private void purge() {
        sql.sql("delete from spent_links where expires_at < now() - interval '1 day'")
                .update();
    }

    private static Invite invite(ResultSet row, int number) throws SQLException {
        OffsetDateTime revoked = row.getObject("revoked_at", OffsetDateTime.class);
        return new Invite(
                row.getString("id"),
                row.getString("secret_hash"),
                InviteRole.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                row.getObject("account", UUID.class),
                row.getString("note"),
                row.getInt("uses_left"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                revoked == null ? null : revoked.toInstant());
    }
}
