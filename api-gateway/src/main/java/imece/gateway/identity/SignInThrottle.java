package imece.gateway.identity;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import imece.gateway.AccessSettings;
import imece.gateway.LimitSettings;
import imece.gateway.Networks;
import imece.gateway.http.Refusal;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * How often somebody may try to sign in: counted by address and by account, before anything is read or compared. In each gateway
 * by itself, so not exact.
 */
@Component
public class SignInThrottle {

    private static final Logger LOG = LoggerFactory.getLogger(SignInThrottle.class);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);
    private static final int MOST_REMEMBERED = 50_000;

    private final Networks exempt;
    private final LoadingCache<String, Bucket> attempts;

    SignInThrottle(AccessSettings access, LimitSettings limits) {
        this.exempt = limits.exemptNetworks();
        this.attempts = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(FORGOTTEN_AFTER)
                .build(who -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(access.signInsPerMinute())
                                .refillGreedy(access.signInsPerMinute(), Duration.ofMinutes(1)))
                        .withNanosecondPrecision()
                        .build());
    }

    /**
     * Counts a try of whoever sends this request.
     *
     * @throws Refusal 429 if there were too many
     */
    public void tryFrom(HttpServletRequest request) {
        ClientAddress.of(request.getRemoteAddr()).blockOutside(exempt).ifPresent(block -> count("address " + block));
    }

    /**
     * Counts a try at this account, which there may be or not.
     *
     * @throws Refusal 429 if there were too many
     */
    public void tryAt(String account) {
        count("account " + account);
    }

    /** Counts a wrong key or token; how long to wait if there were too many from that address. */
    public Optional<Duration> wrongFrom(HttpServletRequest request) {
        return ClientAddress.of(request.getRemoteAddr())
                .blockOutside(exempt)
                .flatMap(block -> waitOf("wrong keys from " + block));
    }

    private void count(String who) {
        waitOf(who).ifPresent(wait -> {
            throw Refusal.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-sign-ins",
                    "There were too many tries to sign in. Wait a moment.",
                    wait);
        });
    }

    private Optional<Duration> waitOf(String who) {
        ConsumptionProbe probe = attempts.get(who).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return Optional.empty();
        }
        Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1);
        LOG.warn("Too many tries to get in, by {}; the next counts in {} s.", who, wait.toSeconds());
        return Optional.of(wait);
    }
}
