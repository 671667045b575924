package imece.bench.turns;

import imece.bench.farm.DemoFarm;
import imece.bench.farm.KeyOwner;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Has a farm draw with each of its checkpoints, and gives it the time to learn from that. */
record WarmUp(TurnTimes times) {
    private static final int OF_EACH = 2;

    /** Gateways read ended runs every two seconds. */
    private static final Duration LEARNT = Duration.ofSeconds(5);

    void run(DemoFarm farm, RunListener runs) throws IOException, InterruptedException {
        KeyOwner somebody = KeyOwner.newIn(farm);
        List<UUID> jobs = new ArrayList<>();
        for (String checkpoint : farm.shape().checkpoints()) {
            jobs.addAll(somebody.submit(checkpoint, OF_EACH));
        }
        var unused = runs.await(jobs, times.limit(jobs.size()));
        Thread.sleep(LEARNT);
    }
}
