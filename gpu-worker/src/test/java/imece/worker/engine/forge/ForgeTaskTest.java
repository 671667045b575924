package imece.worker.engine.forge;

import static org.assertj.core.api.Assertions.assertThat;

import imece.worker.engine.http.Sight;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgeTaskTest {

    private static final ForgeProgress IDLE = new ForgeProgress(0, "", 0, 0, false, Optional.empty());
    private static final ForgeProgress BUSY = new ForgeProgress(1, "txt2img", 3, 20, false, Optional.empty());

    @Test
    void whereTasksAreNotToldEverythingThatRunsMayBeOurs() {
        assertThat(ForgeTask.sight(BUSY, Optional.empty())).isEqualTo(new Sight.AtWork());
        assertThat(ForgeTask.sight(IDLE, Optional.empty())).isEqualTo(new Sight.Idle());
    }

    @Test
    void whereTheyAreToldOnlyOurOwnTaskCounts() {
        assertThat(ForgeTask.sight(BUSY, task(true, false))).isEqualTo(new Sight.AtWork());
        assertThat(ForgeTask.sight(BUSY, task(false, true))).isEqualTo(new Sight.AtWork());
        assertThat(ForgeTask.sight(BUSY, task(false, false))).isEqualTo(new Sight.Idle());
        assertThat(ForgeTask.sight(IDLE, task(false, false))).isEqualTo(new Sight.Idle());
    }

    @Test
    void aTaskThatWaitsOrBrokeIsNoProofOfAnIdleEngine() {
        assertThat(ForgeTask.sight(IDLE, task(true, false))).isInstanceOf(Sight.Unknown.class);
        assertThat(ForgeTask.sight(IDLE, task(false, true))).isInstanceOf(Sight.Unknown.class);
    }

    private static Optional<ForgeTask> task(boolean active, boolean queued) {
        return Optional.of(new ForgeTask(active, queued));
    }
}
