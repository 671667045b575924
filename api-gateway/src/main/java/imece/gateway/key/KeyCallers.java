package imece.gateway.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import imece.gateway.Networks;
import imece.gateway.identity.Caller.KeyCaller;
import imece.gateway.identity.ClientAddress;
import imece.gateway.identity.KeySecret;
import imece.gateway.identity.Signatures;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Who a key stands for. What was read of it is believed for {@link #BELIEVED}, so that a program that asks often costs no query
 * each time; a revoked one ends at every gateway within that.
 */
@Component
public class KeyCallers {

    /** How long a gateway believes what it has read of a key. */
    static final Duration BELIEVED = Duration.ofSeconds(2);

    private static final Duration USE_TOLD_EVERY = Duration.ofMinutes(1);
    private static final int MOST_KEYS = 10_000;

    private final ApiKeys keys;
    private final Clock clock;
    private final Cache<String, Optional<ApiKey>> read = Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterWrite(BELIEVED)
            .build();
    private final Cache<String, Boolean> toldOfUse = Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterWrite(USE_TOLD_EVERY)
            .build();
    private final Cache<Boolean, Set<String>> origins =
            Caffeine.newBuilder().expireAfterWrite(BELIEVED).build();

    KeyCallers(ApiKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** What becomes of this key, shown with this request. */
    public KeyCheck check(KeySecret shown, HttpServletRequest request) {
        Optional<ApiKey> found = read.get(shown.id(), keys::find);
        if (found.isEmpty()
                || !Signatures.same(found.get().secretHash(), shown.hash())
                || !found.get().countsAt(clock.instant())
                || !allowedFrom(request.getRemoteAddr(), found.get().networks())) {
            return new KeyCheck.WrongKey();
        }
        ApiKey key = found.get();
        if (!Collections.list(request.getHeaders(HttpHeaders.ORIGIN)).stream().allMatch(key.origins()::contains)) {
            return new KeyCheck.ForeignPage();
        }
        if (toldOfUse.asMap().putIfAbsent(key.id(), true) == null) {
            keys.used(key.id(), String.valueOf(request.getRemoteAddr()));
        }
        return caller(key, request);
    }

    /** Whether a page of this origin may show some key: which one is known only when it does. */
    public boolean someMayBeShownBy(String origin) {
        return origins.get(true, all -> keys.origins()).contains(origin);
    }

    /** At this gateway a key that has just been revoked ends at once. */
    void forget(String id) {
        read.invalidate(id);
    }

    private static boolean allowedFrom(@Nullable String remote, List<String> networks) {
        ClientAddress address = ClientAddress.of(remote);
        return networks.isEmpty()
                || (address.address() != null
                        && Networks.of("networks", networks).contains(address.address()));
    }

    /** The key's owner, or the user that an app names. */
    private static KeyCheck caller(ApiKey key, HttpServletRequest request) {
        return switch (key.app() ? AppUser.of(request) : new AppUser.Nobody()) {
            case AppUser.Nobody itself -> genuine(key, key.owner());
            case AppUser.Named user -> genuine(key, user.ownerInside(key));
            case AppUser.Unclear none -> new KeyCheck.UnclearUser();
        };
    }

    private static KeyCheck genuine(ApiKey key, UUID owner) {
        UUID limits = key.limits();
        return new KeyCheck.GenuineKey(
                new KeyCaller(owner, key.id(), key.scopes(), owner.equals(limits) ? null : limits));
    }
}
