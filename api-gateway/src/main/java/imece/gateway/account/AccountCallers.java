package imece.gateway.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import imece.gateway.identity.Caller.AccountCaller;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who a session stands for. What was read of it is believed for {@link #BELIEVED}, so a session that was ended ends at every gateway
 * within that.
 */
@Component
public class AccountCallers {

    /** How long a gateway believes what it has read of a session. */
    static final Duration BELIEVED = Duration.ofSeconds(2);

    private static final int MOST_SESSIONS = 10_000;

    private final Sessions sessions;
    private final Accounts accounts;
    private final Cache<String, Optional<AccountCaller>> read = Caffeine.newBuilder()
            .maximumSize(MOST_SESSIONS)
            .expireAfterWrite(BELIEVED)
            .build();

    AccountCallers(Sessions sessions, Accounts accounts) {
        this.sessions = sessions;
        this.accounts = accounts;
    }

    /** Whose session this is; empty if it has ended, or its account may not sign in. */
    public Optional<AccountCaller> of(String session) {
        return read.get(session, this::fromRows);
    }

    private Optional<AccountCaller> fromRows(String session) {
        return sessions.seen(session)
                .flatMap(live -> accounts.find(live.account()))
                .filter(account -> account.disabledAt() == null)
                .map(account -> new AccountCaller(account.id(), account.role().scopes(), session));
    }

    /** At this gateway a session that has just been ended ends at once. */
    void forget(String session) {
        read.invalidate(session);
    }

    /** The same for all of them. */
    void forgetAll() {
        read.invalidateAll();
    }
}
