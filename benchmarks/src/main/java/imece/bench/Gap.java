package imece.bench;

import imece.bench.farm.EngineJournal;
import imece.bench.farm.EngineJournal.Pauses;
import imece.bench.farm.Filling;
import imece.bench.farm.OwnFarm;
import imece.bench.farm.Shape;
import imece.bench.farm.Visitor;
import imece.bench.floor.QueueHandOver;
import imece.bench.stats.Figure;
import imece.bench.stats.Goal;
import imece.bench.stats.Latencies;
import imece.bench.stats.Plot;
import imece.bench.stats.Plot.Axis;
import imece.bench.stats.Plot.Scale;
import imece.bench.stats.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a GPU stands still between two jobs. */
final class Gap implements Benchmark {
    private static final int SECOND = 1_000;

    @Override
    public String name() {
        return "gap";
    }

    @Override
    public String title() {
        return "from the engine's last byte to its next call on the same slot, work waiting";
    }

    /** One length of jobs, over all rounds. */
    private record Measured(Latencies all, Spread median, Spread idle) {}

    @Override
    public Findings measure(Bed bed) throws Exception {
        Latencies floorAll = new Latencies();
        List<Double> floors = new ArrayList<>();
        String broker = bed.servers().newVirtualHost("gap-floor");
        Measured none = jobs(bed, 0, bed.length(300, 60), () -> {
            Latencies floor = QueueHandOver.measure(broker, bed.length(300, 60));
            floors.add(floor.millisAt(50));
            floorAll.add(floor);
        });
        Spread floor = Spread.of(floors.subList(1, floors.size()));
        Measured second = jobs(bed, SECOND, bed.length(8, 3), () -> {});
        List<Figure> figures = List.of(
                Figure.beside("0 s jobs: median gap", "ms", none.median(), floor, new Goal.TimesFloor(2)),
                Figure.told(
                        "0 s jobs: p99 of all rounds",
                        "ms",
                        Spread.once(none.all().millisAt(99))),
                Figure.beside("1 s jobs: median gap", "ms", second.median(), floor, new Goal.TimesFloor(2)),
                Figure.judged("1 s jobs: GPU idle", "% of the time", second.idle(), new Goal.AtMost(0.5)));
        Plot plot = new Plot(
                "Time between two pictures on one slot",
                new Axis("percentile", Scale.PERCENTILE),
                new Axis("ms", Scale.LOG),
                List.of(
                        none.all().curve("farm, 0 s jobs"),
                        second.all().curve("farm, 1 s jobs"),
                        floorAll.curve("floor: quorum queue, ack to next delivery")));
        return new Findings(
                figures,
                List.of(
                        "The farm's gap holds what the floor's does not: the picture is signed, put into the store by"
                                + " HTTP (two fsyncs there), reported by a confirmed message, and only then acknowledged.",
                        "The times are the engine's own, noted down in the worker's process."),
                List.of(plot));
    }

    private static Measured jobs(Bed bed, int millis, int perRound, Round floor) throws Exception {
        Latencies all = new Latencies();
        List<Double> medians = new ArrayList<>();
        List<Double> idle = new ArrayList<>();
        try (OwnFarm farm = OwnFarm.withoutWorker(bed.servers(), "gap", new Shape(1, millis))) {
            Filling line = Filling.of(farm, new Visitor(farm.address()));
            farm.startWorker();
            line.awaitEmpty(Duration.ofMillis(100), Duration.ofSeconds(60));
            for (int round = 0; round <= bed.rounds(); round++) {
                int before = farm.journal().calls().size();
                line.add(perRound);
                line.awaitEmpty(Duration.ofMillis(100), Duration.ofMinutes(3));
                List<EngineJournal.Call> calls = farm.journal().calls();
                Pauses pauses = EngineJournal.pauses(calls.subList(before, calls.size()));
                Latencies gaps = new Latencies();
                pauses.between().forEach(gaps::add);
                floor.run();
                bed.say("jobs of %d ms, round %d of %d: median gap %.2f ms"
                        .formatted(millis, round, bed.rounds(), gaps.millisAt(50)));
                if (round > 0) {
                    all.add(gaps);
                    medians.add(gaps.millisAt(50));
                    idle.add(100 * pauses.idleShare());
                }
            }
        }
        return new Measured(all, Spread.of(medians), Spread.of(idle));
    }

    /** What goes beside each round. */
    private interface Round {
        void run() throws Exception;
    }
}
