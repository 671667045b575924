package imece.local.drill.users;

import imece.local.drill.farm.DrillFarm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What one person asks for, request by request. */
final class PictureWishes {
    private final Random random;
    private String checkpoint = "";

    PictureWishes(Random random) {
        this.random = random;
    }

    /** The body of the next request. An engine that is to fail is asked for where no request is refused and none has to wait. */
    String next(String prompt, @Nullable PromptedFault fault) {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("prompt", prompt + (fault == null ? "" : " " + fault.word()));
        asked.put("width", 64);
        asked.put("height", 64);
        asked.put("steps", 2 + random.nextInt(8));
        asked.put("count", random.nextInt(8) == 0 ? 2 : 1);
        if (fault == null && random.nextInt(4) > 0) {
            asked.put("checkpoint", checkpoint());
        }
        if (fault == null && random.nextInt(25) == 0) {
            asked.put("class", "batch");
        }
        return Browser.JSON.writeValueAsString(asked);
    }

    /** The same one as last time, most of the time. */
    private String checkpoint() {
        if (checkpoint.isEmpty() || random.nextInt(4) == 0) {
            checkpoint = DrillFarm.CHECKPOINTS.get(random.nextInt(DrillFarm.CHECKPOINTS.size()));
        }
        return checkpoint;
    }
}
