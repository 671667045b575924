package imece.worker.engine.forge;

import static org.assertj.core.api.Assertions.assertThat;

import imece.worker.engine.http.EngineSighting;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgeTaskTest {

    private static final ForgeProgress IDLE = new ForgeProgress(0, "", 0, 0, false, Optional.empty());
    private static final ForgeProgress BUSY = new ForgeProgress(1, "txt2img", 3, 20, false, Optional.empty());

    @Test
    void whereTasksAreNotToldEverythingThatRunsMayBeOurs() {
        assertThat(ForgeTask.sight(BUSY, Optional.empty())).isEqualTo(new EngineSighting.AtWork());
        assertThat(ForgeTask.sight(IDLE, Optional.empty())).isEqualTo(new EngineSighting.Idle());
    }

    @Test
    void whereTheyAreToldOnlyOurOwnTaskCounts() {
        assertThat(ForgeTask.sight(BUSY, task(true, false))).isEqualTo(new EngineSighting.AtWork());
        assertThat(ForgeTask.sight(BUSY, task(false, true))).isEqualTo(new EngineSighting.AtWork());
        assertThat(ForgeTask.sight(BUSY, task(false, false))).isEqualTo(new EngineSighting.Idle());
        assertThat(ForgeTask.sight(IDLE, task(false, false))).isEqualTo(new EngineSighting.Idle());
    }

    @Test
    void aTaskThatWaitsOrBrokeIsNoProofOfAnIdleEngine() {
        assertThat(ForgeTask.sight(IDLE, task(true, false))).isInstanceOf(EngineSighting.Unknown.class);
        assertThat(ForgeTask.sight(IDLE, task(false, true))).isInstanceOf(EngineSighting.Unknown.class);
    }

    private static Optional<ForgeTask> task(boolean active, boolean queued) {
        return Optional.of(new ForgeTask(active, queued));
    }
}
