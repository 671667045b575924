package imece.gateway.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Visitors whom a farm that wants an invite lets in. Who was let in stays in, so that is asked once. */
@Component
public class AdmittedVisitors {

    private static final int MOST_VISITORS = 50_000;

    private final Invites invites;
    private final Cache<UUID, Boolean> in = Caffeine.newBuilder()
            .maximumSize(MOST_VISITORS)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    AdmittedVisitors(Invites invites) {
        this.invites = invites;
    }

    public boolean include(UUID visitor) {
        if (in.getIfPresent(visitor) != null) {
            return true;
        }
        boolean admitted = invites.isAdmitted(visitor);
        if (admitted) {
            in.put(visitor, true);
        }
        return admitted;
    }
}
