package imece.bench.stats;

import org.jspecify.annotations.Nullable;

/** What a figure should be. Set before the first measurement, and not moved after it. */
public sealed interface Goal {

    /** No more than so much, in the figure's unit. */
    record AtMost(double limit) implements Goal {}

    /** No less than so much, in the figure's unit. */
    record AtLeast(double limit) implements Goal {}

    /** No more than so many times the floor of the same run. */
    record TimesFloor(double limit) implements Goal {}

    /** Whether medians keep it. Without a floor nothing is so many times it. */
    default boolean kept(Spread farm, @Nullable Spread floor) {
        return switch (this) {
            case AtMost most -> farm.median() <= most.limit();
            case AtLeast least -> farm.median() >= least.limit();
            case TimesFloor times -> floor != null && farm.median() <= times.limit() * floor.median();
        };
    }

    /** How far medians lie on the wrong side of the limit, as a share of it; below 0 on the right side, NaN without a floor. */
    default double missedBy(Spread farm, @Nullable Spread floor) {
        return switch (this) {
            case AtMost most -> farm.median() / most.limit() - 1;
            case AtLeast least -> 1 - farm.median() / least.limit();
            case TimesFloor times -> floor == null ? Double.NaN : farm.median() / (times.limit() * floor.median()) - 1;
        };
    }
}
