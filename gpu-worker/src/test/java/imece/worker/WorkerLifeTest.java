package imece.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stop lets what runs finish, and gives back what does not. */
class WorkerLifeTest {

    private static final Duration GRACE = Duration.ofMinutes(3);

    private final List<Object> steps = new ArrayList<>();

    @Test
    void whatFinishesWithinTheGraceIsNotGivenBack() throws InterruptedException {
        stop(true);

        assertThat(steps).containsExactly(GRACE);
    }

    @Test
    void whatDoesNotIsGivenBackAfterTheGraceAndMayBeReported() throws InterruptedException {
        stop(false, true);

        assertThat(steps).containsExactly(GRACE, "given back", WorkerLife.LAST_GRACE);
    }

    @Test
    void whatCannotBeReportedIsNotWaitedForAgain() throws InterruptedException {
        stop(false, false);

        assertThat(steps).containsExactly(GRACE, "given back", WorkerLife.LAST_GRACE);
    }

    /** With runs that end so while they are waited for. */
    private void stop(Boolean... ended) throws InterruptedException {
        Deque<Boolean> answers = new ArrayDeque<>(List.of(ended));
        WorkerLife.finishOrGiveBack(
                patience -> {
                    steps.add(patience);
                    return answers.remove();
                },
                GRACE,
                () -> steps.add("given back"));
    }
}
