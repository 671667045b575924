package imece.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theMedianOfAnOddNumberIsTheMiddleAndOfAnEvenOneBetweenTheTwo() {
        assertThat(Spread.of(List.of(5.0, 1.0, 3.0))).isEqualTo(new Spread(3, 1, 5, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 8.0))).isEqualTo(new Spread(3, 1, 8, 4));
    }

    @Test
    void noRoundsAreNoSpread() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGoalInTimesOfTheFloorIsJudgedByTheFloorOfTheSameRun() {
        Goal twice = new Goal.TimesFloor(2);
        assertThat(figure(4, 2, twice)).isEqualTo(GoalResult.KEPT);
        assertThat(figure(4.1, 2, twice)).isEqualTo(GoalResult.MISSED);
        assertThat(Figure.judged("x", "ms", Spread.once(0), twice).verdict()).isEqualTo(GoalResult.MISSED);
    }

    @Test
    void limitsThemselvesAreKept() {
        assertThat(figure(5, 1, new Goal.AtMost(5))).isEqualTo(GoalResult.KEPT);
        assertThat(figure(5.01, 1, new Goal.AtMost(5))).isEqualTo(GoalResult.MISSED);
        assertThat(figure(5, 1, new Goal.AtLeast(5))).isEqualTo(GoalResult.KEPT);
        assertThat(figure(4.99, 1, new Goal.AtLeast(5))).isEqualTo(GoalResult.MISSED);
    }

    @Test
    void whatCouldNotBeMeasuredKeepsNoGoal() {
        assertThat(figure(Double.NaN, 1, new Goal.AtMost(5))).isEqualTo(GoalResult.MISSED);
        assertThat(figure(Double.NaN, 1, new Goal.TimesFloor(2))).isEqualTo(GoalResult.MISSED);
    }

    @Test
    void howFarAGoalIsMissedIsAShareOfItsLimit() {
        assertThat(missedBy(6, 1, new Goal.AtMost(5))).isCloseTo(0.2, within(1e-9));
        assertThat(missedBy(4, 1, new Goal.AtLeast(5))).isCloseTo(0.2, within(1e-9));
        assertThat(missedBy(6, 2, new Goal.TimesFloor(2))).isCloseTo(0.5, within(1e-9));
        assertThat(missedBy(3, 2, new Goal.TimesFloor(2))).isNegative();
        assertThat(new Goal.TimesFloor(2).missedBy(Spread.once(6), null)).isNaN();
    }

    @Test
    void aRatioNeedsAFloor() {
        assertThat(Figure.beside("x", "ms", Spread.once(6), Spread.once(4), null)
                        .ratio())
                .isEqualTo(1.5);
        assertThat(Figure.told("x", "ms", Spread.once(6)).ratio()).isNull();
        assertThat(Figure.beside("x", "ms", Spread.once(6), Spread.once(0), null)
                        .ratio())
                .isNull();
    }

    private static double missedBy(double farm, double floor, Goal goal) {
        return goal.missedBy(Spread.once(farm), Spread.once(floor));
    }

    private static GoalResult figure(double farm, double floor, Goal goal) {
        return Figure.beside("x", "ms", Spread.once(farm), Spread.once(floor), goal)
                .verdict();
    }
}
