package imece.gateway.owner;

import java.util.UUID;
import java.util.function.Function;

/**
 * Whoever asked has given everything to somebody else meanwhile, as by signing in. The transaction ends; the same is to be
 * tried for the new owner.
 */
public final class OwnerMoved extends RuntimeException {

    private static final int MOST = 8;

    private final transient UUID to;

    OwnerMoved(UUID to) {
        super("moved to " + to, null, false, false);
        this.to = to;
    }

    /** Does the work for this owner, or for whom it has moved to. */
    public static <T> T following(UUID owner, Function<UUID, T> work) {
        UUID present = owner;
        for (int tries = 1; ; tries++) {
            try {
                return work.apply(present);
            } catch (OwnerMoved moved) {
                if (tries == MOST) {
                    throw new IllegalStateException("The owner " + owner + " has moved in a circle.", moved);
                }
                present = moved.to;
            }
        }
    }
}
