package imece.bench.turns;

import imece.bench.farm.DemoFarm;
import imece.bench.farm.KeyOwner;
import imece.bench.farm.RunServers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A single job of somebody who comes to a long line that is all another one's; once after the other, each of a new owner. */
public record LoneJob(TurnTimes times, long seed) {
    private static final int SLOTS = 2;
    private static final int AT_ONCE = 8;

    /** Seconds from each submit to its picture. */
    public List<Double> measure(RunServers servers) throws Exception {
        List<String> names = TurnTimes.CHECKPOINTS;
        Random chance = new Random(seed);
        InstantSource clock = InstantSource.system();
        try (DemoFarm farm = DemoFarm.start(servers, "lone", times.shape(SLOTS, names.size()));
                RunListener runs = new RunListener(farm.broker())) {
            new WarmUp(times).run(farm, runs);
            KeyOwner many = KeyOwner.newIn(farm);
            for (int asked = 0; asked < times.line(); asked += AT_ONCE) {
                many.submit(names.get(chance.nextInt(names.size())), Math.min(AT_ONCE, times.line() - asked));
            }
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < times.draws(); i++) {
                KeyOwner other = KeyOwner.newIn(farm);
                Instant asked = clock.instant();
                List<UUID> job = other.submit(names.get(chance.nextInt(names.size())), 1);
                RunHistory history = runs.await(job, times.limit(times.line()));
                Instant there = history.runs().getFirst().completed();
                seconds.add(Duration.between(asked, there).toMillis() / 1_000.0);
            }
            many.cancelAll();
            return seconds;
        }
    }
}
