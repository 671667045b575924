package imece.bench.stats;

import org.jspecify.annotations.Nullable;

/**
 * One line of a result.
 *
 * @param name what was measured
 * @param unit of farm and floor
 * @param farm the farm's figure
 * @param floor the same without a farm, from the same run; null = there is no such thing
 * @param goal null = it is only told
 * @param obstacle what was found to stand in the goal's way, told where it is missed; null = nothing is known
 */
public record Figure(
        String name,
        String unit,
        Spread farm,
        @Nullable Spread floor,
        @Nullable Goal goal,
        @Nullable String obstacle) {

    /** Something that is only told. */
    public static Figure told(String name, String unit, Spread farm) {
        return new Figure(name, unit, farm, null, null, null);
    }

    /** Something with a goal and no floor. */
    public static Figure judged(String name, String unit, Spread farm, Goal goal) {
        return new Figure(name, unit, farm, null, goal, null);
    }

    /** Something beside its floor. */
    public static Figure beside(String name, String unit, Spread farm, Spread floor, @Nullable Goal goal) {
        return new Figure(name, unit, farm, floor, goal, null);
    }

    /** The same, with what stands in its goal's way: a clause that can follow a colon. */
    public Figure because(String obstacleFound) {
        return new Figure(name, unit, farm, floor, goal, obstacleFound);
    }

    /** How many times the floor; null without one. */
    public @Nullable Double ratio() {
        return floor == null || floor.median() == 0 ? null : farm.median() / floor.median();
    }

    /** How it stands to its goal. */
    public GoalResult verdict() {
        if (goal == null) {
            return GoalResult.NO_GOAL;
        }
        return goal.kept(farm, floor) ? GoalResult.KEPT : GoalResult.MISSED;
    }

    /** How far it lies beyond its goal's limit, as a share of that; NaN where that says nothing. */
    public double missedBy() {
        return goal == null ? Double.NaN : goal.missedBy(farm, floor);
    }
}
