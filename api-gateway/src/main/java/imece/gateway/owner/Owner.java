package imece.gateway.owner;

import imece.gateway.turn.ShareWeight;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An owner as its row says.
 *
 * @param within the key for one of whose users it stands; null = for none
 * @param movedTo whose is now what was this one's; null = still this one's
 * @param earnedAt what {@link RatePolicy} remembers of it
 * @param forbiddenUntil may not ask before; null = may
 * @param weight what it counts beside others
 * @param own what applies to it instead of the settings
 */
public record Owner(
        UUID id,
        OwnerKind kind,
        Instant createdAt,
        @Nullable UUID within,
        @Nullable UUID movedTo,
        @Nullable Instant earnedAt,
        @Nullable Instant forbiddenUntil,
        ShareWeight weight,
        OwnLimits own) {

    private static final Duration NEW = Duration.ofMinutes(10);

    /** Whether it is a visitor that has come just now. */
    boolean newVisitor(Instant now) {
        return kind == OwnerKind.VISITOR && createdAt.isAfter(now.minus(NEW));
    }

    /** Limits that were set for one owner; null = as the settings say. */
    public record OwnLimits(
            @Nullable Integer perMinute,
            @Nullable Integer burst,
            @Nullable Integer waiting,
            @Nullable Long dailyPictures,
            @Nullable Long dailyGpuSeconds,
            @Nullable Long dailyBytes) {

        static final OwnLimits NONE = new OwnLimits(null, null, null, null, null, null);
    }

    /** What an owner has used up on one day. */
    public record UsedToday(long pictures, long gpuMillis, long bytes) {

        static final UsedToday NOTHING = new UsedToday(0, 0, 0);

        long gpuSeconds() {
            return Duration.ofMillis(gpuMillis).toSeconds();
        }
    }
}
