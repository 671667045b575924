package imece.bench.turns;

import imece.bench.farm.DemoFarm;
import imece.bench.farm.KeyOwner;
import imece.bench.farm.RunServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Many jobs at once, their checkpoints drawn by lot, on a few slots that have nothing loaded. Once on a farm that knows no run,
 * and the same jobs of new owners again on the farm that has learnt from those.
 *
 * @param owners who ask in turn
 * @param seed of the draw
 */
public record TurnBurst(TurnTimes times, int owners, long seed) {
    private static final int SLOTS = 2;

    /**
     * What came of one draw.
     *
     * @param unknown changes of the checkpoint with no run to learn from
     * @param known changes with run times known
     * @param fifo changes if the jobs were dealt out in the order in which they came
     * @param idle between runs of different lanes, in milliseconds without loading
     */
    public record BurstEnd(long unknown, long known, long fifo, List<Long> idle) {
        public BurstEnd {
            idle = List.copyOf(idle);
        }
    }

    /** The jobs' checkpoints, in the order in which they are asked for. */
    List<String> drawn() {
        Random chance = new Random(seed);
        return chance.ints(times.burst(), 0, TurnTimes.CHECKPOINTS.size())
                .mapToObj(TurnTimes.CHECKPOINTS::get)
                .toList();
    }

    /** Changes if one slot after the other takes the next job. */
    long firstInFirstOut() {
        List<String> drawn = drawn();
        long changes = 0;
        for (int i = SLOTS; i < drawn.size(); i++) {
            if (!drawn.get(i).equals(drawn.get(i - SLOTS))) {
                changes++;
            }
        }
        return changes;
    }

    /** Runs it on a farm of its own. */
    public BurstEnd measure(RunServers servers) throws Exception {
        try (DemoFarm farm = DemoFarm.start(servers, "turns", times.shape(SLOTS, TurnTimes.CHECKPOINTS.size()));
                RunListener runs = new RunListener(farm.broker())) {
            List<Long> idle = new ArrayList<>();
            long unknown = changes(farm, runs, idle);
            farm.startWorkerAnew();
            return new BurstEnd(unknown, changes(farm, runs, idle), firstInFirstOut(), idle);
        }
    }

    private long changes(DemoFarm farm, RunListener runs, List<Long> idle) throws IOException, InterruptedException {
        List<KeyOwner> asking = new ArrayList<>();
        for (int i = 0; i < owners; i++) {
            asking.add(KeyOwner.newIn(farm));
        }
        Map<UUID, String> lanes = new HashMap<>();
        List<String> drawn = drawn();
        for (int i = 0; i < drawn.size(); i++) {
            String checkpoint = drawn.get(i);
            asking.get(i % owners).submit(checkpoint, 1).forEach(job -> lanes.put(job, checkpoint));
        }
        RunHistory history = runs.await(lanes.keySet(), times.limit(drawn.size()));
        idle.addAll(history.idleBetweenLanes(lanes));
        return history.changes();
    }
}
