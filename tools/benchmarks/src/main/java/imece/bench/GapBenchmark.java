package imece.bench;

import imece.bench.farm.BenchVisitor;
import imece.bench.farm.EngineJournal;
import imece.bench.farm.EngineJournal.Pauses;
import imece.bench.farm.LineFilling;
import imece.bench.farm.OwnFarm;
import imece.bench.farm.Shape;
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
final class GapBenchmark implements Benchmark {
    private static final int SECOND = 1_000;
    private static final String WINDOW =
            "a lane has one job per slot with the broker and not more, so that jobs are bound"
                    + " late; one that takes no time is over before the next one is there, which is dispatched once its start is"
                    + " stored";
    private static final String HAND_OVER =
            "between lie a command to the queue, the GPU's lock, a start whose confirm is"
                    + " awaited since the last picture is still in hand, and a new thread, each slow after a second of rest; and the"
                    + " same processors put the last picture away meanwhile";

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
    public BenchOutcome measure(BenchServers benchServers) throws Exception {
        String broker = benchServers.servers().newVirtualHost("gap-floor");
        Floor atOnce = new Floor(broker, benchServers.length(300, 30), Duration.ZERO);
        Floor rested = new Floor(broker, benchServers.length(4, 3), Duration.ofMillis(SECOND));
        Measured none;
        Measured second;
        try (OwnFarm farm = OwnFarm.withoutWorker(benchServers.servers(), "gap", new Shape(1, 0))) {
            LineFilling line = LineFilling.of(farm, new BenchVisitor(farm.address()));
            farm.startWorker();
            none = jobs(benchServers, farm, line, 0, benchServers.length(300, 30), atOnce);
            farm.startWorkerAnew(new Shape(1, SECOND));
            second = jobs(benchServers, farm, line, SECOND, benchServers.length(5, 3), rested);
        }
        List<Figure> figures = List.of(
                Figure.beside("0 s jobs: median gap", "ms", none.median(), atOnce.median(), new Goal.TimesFloor(2))
                        .because(WINDOW),
                Figure.told(
                        "0 s jobs: p99 of all rounds",
                        "ms",
                        Spread.once(none.all().millisAt(99))),
                Figure.beside("1 s jobs: median gap", "ms", second.median(), rested.median(), new Goal.TimesFloor(2))
                        .because(HAND_OVER),
                Figure.beside(
                                "1 s jobs: GPU idle",
                                "% of the time",
                                second.idle(),
                                rested.median().map(gap -> 100 * gap / (SECOND + gap)),
                                new Goal.AtMost(0.5))
                        .because(HAND_OVER));
        Plot plot = new Plot(
                "Time between two pictures on one slot",
                new Axis("percentile", Scale.PERCENTILE),
                new Axis("ms", Scale.LOG),
                List.of(
                        none.all().curve("farm, 0 s jobs"),
                        second.all().curve("farm, 1 s jobs"),
                        atOnce.all.curve("floor: quorum queue, ack to next delivery"),
                        rested.all.curve("floor, each held for 1 s")));
        return new BenchOutcome(
                figures,
                List.of(
                        "With work waiting the farm draws the next picture while the last one is put away: signed,"
                                + " stored by HTTP (two fsyncs there), reported by a confirmed message, acknowledged.",
                        "The times are the engine's own, noted down in the worker's process."),
                List.of(plot));
    }

    private static Measured jobs(
            BenchServers benchServers, OwnFarm farm, LineFilling line, int millis, int perRound, Floor floor)
            throws Exception {
        Latencies all = new Latencies();
        List<Double> medians = new ArrayList<>();
        List<Double> idle = new ArrayList<>();
        line.awaitEmpty(Duration.ofMillis(100), Duration.ofSeconds(60));
        for (int round = benchServers.firstRound(); round <= benchServers.rounds(); round++) {
            int before = farm.journal().calls().size();
            line.add(perRound);
            line.awaitEmpty(Duration.ofMillis(100), Duration.ofMinutes(3));
            List<EngineJournal.EngineCallTimes> calls = farm.journal().calls();
            Pauses pauses = EngineJournal.pauses(calls.subList(before, calls.size()));
            Latencies gaps = new Latencies();
            pauses.between().forEach(gaps::add);
            floor.measure(round);
            benchServers.say("jobs of %d ms, round %d of %d: median gap %.2f ms"
                    .formatted(millis, round, benchServers.rounds(), gaps.millisAt(50)));
            if (round > 0) {
                all.add(gaps);
                medians.add(gaps.millisAt(50));
                idle.add(100 * pauses.idleShare());
            }
        }
        return new Measured(all, Spread.of(medians), Spread.of(idle));
    }

    /** The floor, measured beside each round. */
    private static final class Floor {
        private final String broker;
        private final int messages;
        private final Duration held;
        private final Latencies all = new Latencies();
        private final List<Double> medians = new ArrayList<>();

        Floor(String broker, int messages, Duration held) {
            this.broker = broker;
            this.messages = messages;
            this.held = held;
        }

        void measure(int round) throws Exception {
            Latencies times = QueueHandOver.measure(broker, messages, held);
            all.add(times);
            if (round > 0) {
                medians.add(times.millisAt(50));
            }
        }

        /** Of all rounds that count. */
        Spread median() {
            return Spread.of(medians);
        }
    }
}
