package imece.local.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MembersTest {

    @Test
    void aWorkersSettingsTravelInItsEnvironmentUnderTheNamesThatItReadsThere() {
        assertThat(Members.asEnvironment(List.of(
                        "--imece.worker.slots[0].engine=comfyui",
                        "--imece.worker.slots[0].url=http://me:a=b@127.0.0.1:8188",
                        "--imece.worker.slots[12].command=venv/bin/python main.py --port 8188",
                        "--imece.worker.stall-after=90s")))
                .isEqualTo(Map.of(
                        "IMECE_WORKER_SLOTS_0_ENGINE", "comfyui",
                        "IMECE_WORKER_SLOTS_0_URL", "http://me:a=b@127.0.0.1:8188",
                        "IMECE_WORKER_SLOTS_12_COMMAND", "venv/bin/python main.py --port 8188",
                        "IMECE_WORKER_STALLAFTER", "90s"));
    }
}
