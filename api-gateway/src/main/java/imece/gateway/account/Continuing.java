package imece.gateway.account;

import imece.gateway.http.Refusal;
import imece.gateway.identity.KeySecret;
import imece.gateway.identity.Signatures;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Links by which another browser goes on as the same visitor or account: one for now, and one that a visitor keeps. */
@Component
class Continuing {

    static final Duration LASTS = Duration.ofMinutes(10);

    private final Accounts accounts;
    private final Invites links;
    private final Signatures signatures;
    private final JdbcClient sql;
    private final Clock clock;

    Continuing(Accounts accounts, Invites links, Signatures signatures, JdbcClient sql, Clock clock) {
        this.accounts = accounts;
        this.links = links;
        this.signatures = signatures;
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * Whom a link leads to.
     *
     * @param account null = a visitor
     * @param once what has to be spent first; null = the link is one to keep
     */
    record ContinuedOwner(
            UUID owner, @Nullable Account account, @Nullable DeviceLink once) {}

    /** A link that counts once, within {@link #LASTS}. */
    DeviceLink forNow(UUID owner) {
        return new DeviceLink(owner, UUID.randomUUID(), clock.instant().plus(LASTS));
    }

    String token(DeviceLink link) {
        return link.token(signatures);
    }

    /** A link to keep; the one before counts no more. */
    KeySecret toKeep(UUID visitor) {
        KeySecret token = KeySecret.fresh();
        sql.sql("""
                insert into recovery_links (visitor, id, secret_hash) values (:visitor, :id, :hash)
                on conflict (visitor) do update
                set id = excluded.id, secret_hash = excluded.secret_hash, created_at = now()""")
                .param("visitor", visitor)
                .param("id", token.id())
                .param("hash", token.hash())
                .update();
        return token;
    }

    /**
     * Whom the link with this token leads to.
     *
     * @throws Refusal 404 if to nobody, or no more
     */
    ContinuedOwner look(String token) {
        Optional<DeviceLink> once = DeviceLink.read(token, signatures);
        return once.isPresent()
                ? once.filter(link -> link.expires().isAfter(clock.instant()) && !links.isSpent(link.nonce()))
                        .flatMap(this::owner)
                        .orElseThrow(Continuing::gone)
                : InviteToken.of(token)
                        .flatMap(this::keptBy)
                        .map(visitor -> new ContinuedOwner(visitor, null, null))
                        .orElseThrow(Continuing::gone);
    }

    private Optional<ContinuedOwner> owner(DeviceLink link) {
        Optional<Account> account = accounts.find(link.owner());
        if (account.filter(found -> found.disabledAt() != null).isPresent() || hasMoved(link.owner())) {
            return Optional.empty();
        }
        return Optional.of(new ContinuedOwner(link.owner(), account.orElse(null), link));
    }

    private Optional<UUID> keptBy(KeySecret token) {
        return sql.sql("select visitor from recovery_links where id = :id and secret_hash = :hash")
                .param("id", token.id())
                .param("hash", token.hash())
                .query(UUID.class)
                .optional()
                .filter(visitor -> !hasMoved(visitor));
    }

    private boolean hasMoved(UUID owner) {
        return sql.sql(
                        "select exists (select from owners where id = :id and (moved_to is not null or deleted_by is not null))")
                .param("id", owner)
                .query(Boolean.class)
                .single();
    }

    /**
     * Follows it.
     *
     * @throws Refusal 404 if somebody did before
     */
    void spend(ContinuedOwner found) {
        DeviceLink once = found.once();
        if (once != null && !links.spendOnce(once.nonce(), once.expires())) {
            throw gone();
        }
    }

    private static Refusal gone() {
        return Refusal.of(HttpStatus.NOT_FOUND, "not-found", "This link has been used, or it has ended.");
    }
}
