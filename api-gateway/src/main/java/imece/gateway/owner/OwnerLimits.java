package imece.gateway.owner;

import imece.gateway.owner.Owner.OwnLimits;
import org.jspecify.annotations.Nullable;

/**
 * What applies to one owner. Pure.
 *
 * @param rate of asking
 * @param waiting jobs that may wait
 * @param dailyPictures null = any number, as for the other two
 */
public record OwnerLimits(
        RatePolicy rate,
        int waiting,
        @Nullable Long dailyPictures,
        @Nullable Long dailyGpuSeconds,
        @Nullable Long dailyBytes) {

    /**
     * What applies: the owner's own limits before those of the settings.
     *
     * @param waiting by the settings
     * @param newcomer whether it is a visitor that has come just now, to a farm that others can reach
     */
    static OwnerLimits of(OwnLimits own, OwnerSettings settings, int waiting, boolean newcomer) {
        return new OwnerLimits(
                new RatePolicy(either(own.perMinute(), settings.perMinute()), either(own.burst(), settings.burst())),
                either(own.waiting(), newcomer ? Math.min(waiting, settings.newVisitorWaiting()) : waiting),
                own.dailyPictures() == null ? settings.dailyPictures() : own.dailyPictures(),
                own.dailyGpuSeconds() == null ? settings.dailyGpuSeconds() : own.dailyGpuSeconds(),
                own.dailyBytes() == null ? settings.dailyBytes() : own.dailyBytes());
    }

    private static int either(@Nullable Integer own, int others) {
        return own == null ? others : own;
    }
}
