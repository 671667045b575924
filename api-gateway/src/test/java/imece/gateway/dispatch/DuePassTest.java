package imece.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.dispatch.DuePass.Left;
import org.junit.jupiter.api.Test;

class DuePassTest {

    private final DuePass due = new DuePass();

    @Test
    void aDryLineMovesByAJobThatComes() {
        after(Left.DRY);
        assertThat(due.opened()).isFalse();
        assertThat(due.queued()).isTrue();
    }

    @Test
    void fullSeatsMoveByOneThatIsLeft() {
        after(Left.FULL);
        assertThat(due.queued()).isFalse();
        assertThat(due.opened()).isTrue();
    }

    @Test
    void whatDoesNotGoTogetherMovesByEither() {
        after(Left.SETTLED);
        assertThat(due.isDue()).isFalse();
        assertThat(due.queued()).isTrue();
        after(Left.SETTLED);
        assertThat(due.opened()).isTrue();
    }

    @Test
    void whatHappensDuringAPassCountsAfterIt() {
        due.begun();
        assertThat(due.queued()).isTrue();
        assertThat(due.ended(Left.DRY)).isTrue();
        due.begun();
        assertThat(due.opened()).isTrue();
        assertThat(due.ended(Left.DRY)).isFalse();
    }

    @Test
    void aJobThatComesBackCountsAsBoth() {
        after(Left.FULL);
        assertThat(due.queuedAndOpened()).isTrue();
        after(Left.DRY);
        assertThat(due.queuedAndOpened()).isTrue();
    }

    private void after(Left left) {
        due.begun();
        assertThat(due.ended(left)).isFalse();
    }
}
