package imece.gateway.account;

import imece.gateway.account.Sessions.LiveSession;
import imece.gateway.account.Sessions.SessionWay;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.AccountCaller;
import imece.gateway.identity.VisitorCookies;
import imece.gateway.identity.VisitorCookies.ShownVisitor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/account/belongings}: what this browser had before its person signed in, and taking it along. */
@RestController
@RequestMapping("/api/account/belongings")
@Tag(name = "Access")
class BelongingsEndpoint {

    private static final Duration JUST_NOW = Duration.ofMinutes(10);

    private final VisitorCookies visitors;
    private final OwnerMove moving;
    private final Sessions sessions;
    private final JdbcClient sql;
    private final Clock clock;

    BelongingsEndpoint(VisitorCookies visitors, OwnerMove moving, Sessions sessions, JdbcClient sql, Clock clock) {
        this.visitors = visitors;
        this.moving = moving;
        this.sessions = sessions;
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * What the visitor of this browser has.
     *
     * @param live jobs that wait or run
     * @param suggested whether it was this browser that signed in, a moment ago: only then is taking it along the usual answer
     */
    record BelongingsView(long pictures, long live, long conversations, boolean suggested) {}

    @GetMapping
    @Operation(operationId = "getBelongings", summary = "What this browser had before I signed in")
    BelongingsView look(Caller caller, HttpServletRequest request) {
        return visitor(request).map(visitor -> of(visitor, caller)).orElseGet(() -> new BelongingsView(0, 0, 0, false));
    }

    @PostMapping("/take")
    @Operation(
            operationId = "takeBelongings",
            summary = "Make mine what this browser had",
            description = "Live jobs stay live. The browser forgets who it was. Doing it again is harmless.")
    @Refusals("409 taken-elsewhere, deleted")
    BelongingsView take(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        Optional<UUID> visitor = visitor(request);
        if (visitor.isEmpty()) {
            return new BelongingsView(0, 0, 0, false);
        }
        BelongingsView taken = of(visitor.get(), caller);
        moving.move(visitor.get(), caller.owner());
        // Whoever signs out here is somebody new, and does not see what has been taken along.
        visitors.set(visitors.fresh(), request).forEach(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie));
        return taken;
    }

    private Optional<UUID> visitor(HttpServletRequest request) {
        return visitors.read(request).map(ShownVisitor::id);
    }

    private BelongingsView of(UUID visitor, Caller caller) {
        return sql.sql("""
                        select (select count(*) from jobs where owner = :owner and status = 'complete' and forgotten_by is null
                                and picture_removed_at is null and picture_deleted_at is null) as pictures,
                               (select count(*) from jobs where owner = :owner
                                and status in ('queued', 'dispatched', 'processing')) as live,
                               (select count(*) from conversations where owner = :owner and deleted_by is null) as conversations""")
                .param("owner", visitor)
                .query((row, number) -> new BelongingsView(
                        row.getLong("pictures"),
                        row.getLong("live"),
                        row.getLong("conversations"),
                        signedInHereJustNow(caller)))
                .single();
    }

    private boolean signedInHereJustNow(Caller caller) {
        if (!(caller instanceof AccountCaller account)) {
            throw Refusal.notFound("account");
        }
        Optional<LiveSession> session = sessions.seen(account.session());
        return session.filter(live -> live.way() == SessionWay.SIGNED_IN
                        && live.begunAt().plus(JUST_NOW).isAfter(clock.instant()))
                .isPresent();
    }
}
