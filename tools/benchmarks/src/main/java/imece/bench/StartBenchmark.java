package imece.bench;

import imece.bench.farm.BenchVisitor;
import imece.bench.farm.OwnFarm;
import imece.bench.farm.ProcessorUse;
import imece.bench.farm.Shape;
import imece.bench.farm.StartedJobs;
import imece.bench.floor.DurableHop;
import imece.bench.stats.Figure;
import imece.bench.stats.Goal;
import imece.bench.stats.Latencies;
import imece.bench.stats.OpenLoop;
import imece.bench.stats.Plot;
import imece.bench.stats.Plot.Axis;
import imece.bench.stats.Plot.Curve;
import imece.bench.stats.Plot.Scale;
import imece.bench.stats.Spread;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a job takes from its submit to its start, where a slot is free. */
final class StartBenchmark implements Benchmark {
    private static final int SLOTS = 16;
    private static final int GOAL_RATE = 20;
    private static final String STEPS =
            "a submit holds a dozen statements in three transactions and a message through each"
                    + " of two queues, where the floor has two statements and one message; after a rest each of them is slower";
    private static final String FULL = "the machine is full at this rate (see flow), so that jobs wait for each other";
    /** Of all processors, by the farm and its servers; the bench itself needs the rest. */
    private static final double FULL_SHARE = 0.7;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "from the intended moment of an HTTP submit to the frame that follows the commit of its start, slots"
                + " idle";
    }

    /** One rate, over all rounds, on one side. */
    private static final class Side {
        final Latencies all = new Latencies();
        final List<Double> medians = new ArrayList<>();
        final List<Double> tails = new ArrayList<>();

        /** Of the machine, by the farm and its servers. */
        final List<Double> shares = new ArrayList<>();

        void add(Latencies round) {
            all.add(round);
            medians.add(round.millisAt(50));
            tails.add(round.millisAt(99));
        }
    }

    @Override
    public BenchOutcome measure(BenchServers benchServers) throws Exception {
        List<Figure> figures = new ArrayList<>();
        List<Curve> curves = new ArrayList<>();
        try (OwnFarm farm = OwnFarm.start(benchServers.servers(), "start", new Shape(SLOTS, 0));
                DurableHop floor = new DurableHop(benchServers.servers());
                StartedJobs jobs = new StartedJobs(new BenchVisitor(farm.address()))) {
            for (int rate : new int[] {1, GOAL_RATE, 100}) {
                Duration length = Duration.ofSeconds(
                        switch (rate) {
                            case 1 -> benchServers.length(5, 2);
                            case GOAL_RATE -> benchServers.length(4, 1);
                            default -> benchServers.length(3, 1);
                        });
                Side farmSide = new Side();
                Side floorSide = new Side();
                for (int round = benchServers.firstRound(); round <= benchServers.rounds(); round++) {
                    ProcessorUse processorUse = farm.use();
                    Latencies ofFarm = submits(jobs, rate, length);
                    double share = shareOfMachine(processorUse);
                    Latencies ofFloor = floor.measure(rate, length);
                    benchServers.say("%d per second, round %d of %d: median %.1f ms, floor %.1f ms"
                            .formatted(rate, round, benchServers.rounds(), ofFarm.millisAt(50), ofFloor.millisAt(50)));
                    if (round > 0) {
                        farmSide.add(ofFarm);
                        farmSide.shares.add(share);
                        floorSide.add(ofFloor);
                    }
                }
                figures.addAll(figures(rate, farmSide, floorSide));
                curves.add(farmSide.all.curve("farm, " + rate + "/s"));
                curves.add(floorSide.all.curve("floor, " + rate + "/s"));
            }
        }
        Plot plot = new Plot(
                "From submit to started", new Axis("percentile", Scale.PERCENTILE), new Axis("ms", Scale.LOG), curves);
        return new BenchOutcome(
                figures,
                List.of(
                        "Arrivals do not wait for each other, and times count from the intended moment.",
                        "The floor is what the same durability costs bare: a commit, a confirmed publish to a quorum"
                                + " queue, a delivery, a commit.",
                        "Jobs take no time, so at most rates all slots are idle; a start whose end came in the same"
                                + " batch counts when the end is told."),
                List.of(plot));
    }

    private static List<Figure> figures(int rate, Side farm, Side floor) {
        Spread tail = Spread.of(farm.tails);
        String name = rate + "/s: ";
        return List.of(
                Figure.beside(
                                name + "median",
                                "ms",
                                Spread.of(farm.medians),
                                Spread.of(floor.medians),
                                new Goal.TimesFloor(2))
                        .because(Spread.of(farm.shares).median() > FULL_SHARE ? FULL : STEPS),
                Figure.beside(
                        name + "p99",
                        "ms",
                        tail,
                        Spread.of(floor.tails),
                        rate == GOAL_RATE ? new Goal.AtMost(100) : null));
    }

    private static double shareOfMachine(ProcessorUse processorUse) {
        return processorUse.busy().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum()
                / Runtime.getRuntime().availableProcessors();
    }

    private static Latencies submits(StartedJobs jobs, int rate, Duration length) throws InterruptedException {
        Latencies times = new Latencies();
        OpenLoop.run(rate, length, intended -> {
            try {
                times.add(jobs.submitAndAwait(PATIENCE) - intended);
            } catch (IOException e) {
                throw new IllegalStateException("A submit of the bench failed.", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return times;
    }
}
