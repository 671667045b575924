package imece.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.dispatch.DueLanes.Left;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DueLanesTest {

    private static final String LANE = "default";

    private final DueLanes due = new DueLanes();

    @Test
    void aDryLaneMovesByAJobThatComesAndNotByRoom() {
        passedAndLeft(Left.DRY);
        assertThat(due.opened(LANE)).isFalse();
        assertThat(due.take()).isEmpty();
        assertThat(due.queued(LANE)).isTrue();
        assertThat(due.take()).containsExactly(LANE);
    }

    @Test
    void aFullLaneMovesByRoomAndNotByJobsThatJoinIt() {
        passedAndLeft(Left.FULL);
        assertThat(due.queued(LANE)).isFalse();
        assertThat(due.take()).isEmpty();
        assertThat(due.opened(LANE)).isTrue();
        assertThat(due.take()).containsExactly(LANE);
    }

    @Test
    void anEvenLaneMovesOnceAJobHasComeAndRoomHasOpenedInWhateverOrder() {
        passedAndLeft(Left.EVEN);
        assertThat(due.opened(LANE)).isFalse();
        assertThat(due.take()).isEmpty();
        assertThat(due.queued(LANE)).isTrue();
        assertThat(due.take()).containsExactly(LANE);
        due.left(LANE, Left.EVEN);
        assertThat(due.queued(LANE)).isFalse();
        assertThat(due.opened(LANE)).isTrue();
        assertThat(due.take()).containsExactly(LANE);
    }

    @Test
    void whatHappensDuringAPassLeadsToAnotherOne() {
        due.queued(LANE);
        due.take();
        due.queued(LANE);
        due.left(LANE, Left.DRY);
        assertThat(due.take()).containsExactly(LANE);
        due.opened(LANE);
        due.left(LANE, Left.FULL);
        assertThat(due.take()).containsExactly(LANE);
    }

    @Test
    void slotsThatGrowOpenEveryFullLane() {
        passedAndLeft(Left.FULL);
        assertThat(due.opened()).isTrue();
        assertThat(due.take()).containsExactly(LANE);
    }

    @Test
    void whatTheDatabaseSaysReplacesWhatIsRemembered() {
        passedAndLeft(Left.DRY);
        due.asked(List.of(LANE));
        assertThat(due.take()).containsExactly(LANE);
        due.left(LANE, Left.FULL);
        due.asked(List.of());
        assertThat(due.opened(LANE)).as("nobody waits").isFalse();
    }

    @Test
    void aLaneInWhichNobodyWaitsIsForgottenAndMovesByTheNextJob() {
        for (int lane = 0; lane < 1_000; lane++) {
            due.queued("ckpt-" + lane);
            due.take().forEach(each -> due.left(each, Left.DRY));
            due.opened("ckpt-" + lane);
        }
        assertThat(due.remembered()).isEqualTo(1_000);
        due.asked(List.of("ckpt-7"));
        assertThat(due.remembered()).isEqualTo(1);
        assertThat(due.opened("ckpt-8")).as("dry, as before").isFalse();
        assertThat(due.queued("ckpt-8")).isTrue();
        assertThat(due.take()).containsExactlyInAnyOrder("ckpt-7", "ckpt-8");
    }

    /** A lane with a window, its passes cut in two so that everything can also happen in their middle. */
    @Property(tries = 2_000)
    void aJobNeverWaitsBesideRoomWithoutAPassThatIsDue(@ForAll long seed) {
        Random random = new Random(seed);
        DueLanes passes = new DueLanes();
        Left left = Left.DRY;
        int window = 1 + random.nextInt(3);
        int queued = 0;
        int handed = 0;
        boolean inPass = false;
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    queued++;
                    passes.queued(LANE);
                }
                case 1 -> {
                    if (handed > 0) {
                        handed--;
                        passes.opened(LANE);
                    }
                }
                case 2 -> {
                    if (inPass) {
                        passes.left(LANE, left);
                        inPass = false;
                    }
                }
                default -> {
                    if (!inPass) {
                        inPass = !passes.take().isEmpty();
                        assertThat(inPass || queued == 0 || handed == window)
                                .as("%d queued, %d of %d handed out, and no pass is due", queued, handed, window)
                                .isTrue();
                        if (inPass) {
                            int moved = Math.min(queued, window - handed);
                            queued -= moved;
                            handed += moved;
                            left = handed < window ? Left.DRY : queued > 0 ? Left.FULL : Left.EVEN;
                        }
                    }
                }
            }
        }
    }

    private void passedAndLeft(Left how) {
        due.queued(LANE);
        due.take();
        due.left(LANE, how);
    }
}
