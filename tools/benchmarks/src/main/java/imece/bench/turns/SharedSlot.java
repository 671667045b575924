package imece.bench.turns;

import imece.bench.farm.DemoFarm;
import imece.bench.farm.KeyOwner;
import imece.bench.farm.RunServers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Jobs of three lanes wait for one slot, and each of them asks once when its picture will be there. */
public record SharedSlot(TurnTimes times, long seed) {
    private static final int LANES = 3;
    private static final int ASKING = 10;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration TELLS_WITHIN = Duration.ofSeconds(5);

    /**
     * What came of one round.
     *
     * @param asked jobs that asked while they waited
     * @param held of those whose range came true
     * @param ratios how many times its low end the high end of each range was; a low end of 0 counts as 1 s
     */
    public record RangesHeld(int asked, int held, List<Double> ratios) {
        public RangesHeld {
            ratios = List.copyOf(ratios);
        }

        /** As if ten had asked. */
        public double ofTen() {
            return asked == 0 ? 0 : 10.0 * held / asked;
        }
    }

    /** One for each round, on one farm. */
    public List<RangesHeld> measure(RunServers servers) throws Exception {
        Random chance = new Random(seed);
        List<RangesHeld> rounds = new ArrayList<>();
        try (DemoFarm farm = DemoFarm.start(servers, "shared", times.shape(1, LANES));
                RunListener runs = new RunListener(farm.broker())) {
            new WarmUp(times).run(farm, runs);
            for (int round = 0; round < times.rounds(); round++) {
                rounds.add(round(farm, runs, chance));
            }
        }
        return rounds;
    }

    private RangesHeld round(DemoFarm farm, RunListener runs, Random chance) throws IOException, InterruptedException {
        List<String> names = farm.shape().checkpoints();
        Map<UUID, KeyOwner> jobs = new LinkedHashMap<>();
        // The first one runs at once, and has nothing to ask.
        for (int i = 0; i <= ASKING; i++) {
            KeyOwner owner = KeyOwner.newIn(farm);
            owner.submit(names.get(chance.nextInt(names.size())), 1).forEach(job -> jobs.put(job, owner));
        }
        Map<UUID, ToldRange> told = told(jobs);
        RunHistory history = runs.await(jobs.keySet(), times.limit(jobs.size()));
        Map<UUID, Instant> there = new HashMap<>();
        history.runs().forEach(run -> there.put(run.job(), run.completed()));
        int held = 0;
        for (Map.Entry<UUID, ToldRange> each : told.entrySet()) {
            Instant end = there.get(each.getKey());
            if (end != null && each.getValue().holds(end)) {
                held++;
            }
        }
        List<Double> ratios =
                told.values().stream().flatMap(each -> each.ratio().stream()).toList();
        return new RangesHeld(told.size(), held, ratios);
    }

    /** What those that wait are told, once all of them are told something or it takes too long. */
    private static Map<UUID, ToldRange> told(Map<UUID, KeyOwner> jobs) throws IOException, InterruptedException {
        InstantSource clock = InstantSource.system();
        long deadline = System.nanoTime() + TELLS_WITHIN.toNanos();
        while (true) {
            Map<UUID, ToldRange> told = new HashMap<>();
            for (Map.Entry<UUID, KeyOwner> each : jobs.entrySet()) {
                Instant asked = clock.instant();
                JsonNode job = each.getValue().job(each.getKey());
                if (job.path("status").stringValue("").equals("queued")) {
                    told.put(each.getKey(), ToldRange.of(asked, job));
                }
            }
            if (told.values().stream().allMatch(ToldRange::told) || System.nanoTime() > deadline) {
                return told;
            }
            Thread.sleep(LOOK);
        }
    }
}
