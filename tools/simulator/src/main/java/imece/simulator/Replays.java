package imece.simulator;

import imece.contract.LaneName;
import imece.gateway.turn.TurnClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Replays a trace in one scenario after the other, and says what came of it.
 *
 * @param trace as it was recorded
 * @param policies those that are compared
 * @param utilisations so much of the slots' time is spent with runs
 * @param slots how many GPUs
 * @param seed of whatever is drawn by lot
 * @param progress is told what has been replayed
 */
record Replays(
        Trace trace,
        List<LineDiscipline> policies,
        List<Double> utilisations,
        int slots,
        long seed,
        Consumer<String> progress) {

    /** How long a checkpoint loads, in milliseconds: the mean of those that were measured for the trace. */
    static final long LOAD = 22_000;

    /** So many bursts are drawn. */
    private static final int DRAWS = 50;

    /** One replay that has ended. */
    record Replayed(LineDiscipline policy, Trace trace, List<SimulatedJob> jobs, long loads) {

        long percentile(double percent, Predicate<SimulatedJob> chosen) {
            return WaitFigures.percentile(WaitFigures.waits(jobs, chosen), percent);
        }
    }

    Replayed replay(LineDiscipline policy, Trace requests, FarmShape shape) {
        long began = System.nanoTime();
        VirtualFarm farm = new VirtualFarm(shape, policy.policy(), FarmWatch.NOBODY);
        List<SimulatedJob> jobs = farm.run(requests.requests());
        progress.accept(
                "%s: %,d jobs in %.1f s".formatted(policy.word(), jobs.size(), (System.nanoTime() - began) / 1e9));
        return new Replayed(policy, requests, jobs, farm.loads());
    }

    /** All policies on slots that are alike, at one utilisation. */
    List<Replayed> line(double utilisation) {
        Trace requests = trace.utilising(slots, utilisation);
        return policies.stream()
                .map(policy -> replay(policy, requests, FarmShape.alike(slots, LOAD)))
                .toList();
    }

    /** The figures of such replays. */
    FigureTable lineTable(double utilisation, List<Replayed> replayed) {
        return new FigureTable(
                title(Scenario.LINE, utilisation),
                List.of("policy", "loads", "p50 s", "light p99 s", "heavy p99 s", "Jain"),
                replayed.stream()
                        .map(each -> {
                            WaitFigures figures = WaitFigures.of(each.trace(), each.jobs(), each.loads());
                            return List.of(
                                    each.policy().word(),
                                    "%,d".formatted(figures.loads()),
                                    seconds(figures.median()),
                                    seconds(figures.lightLate()),
                                    seconds(figures.heavyLate()),
                                    "%.2f".formatted(figures.fairness()));
                        })
                        .toList());
    }

    /** What a checkpoint that only half of the slots have costs those who ask for it. */
    FigureTable half(double utilisation) {
        List<String> checkpoints = new ArrayList<>(trace.requests().stream()
                .map(request -> request.lane().checkpoint())
                .distinct()
                .sorted()
                .toList());
        Collections.shuffle(checkpoints, new Random(seed));
        Set<String> narrow = Set.copyOf(checkpoints.subList(0, checkpoints.size() / 2));
        Predicate<LaneName> isNarrow = lane -> narrow.contains(lane.checkpoint());
        FarmShape shape =
                new FarmShape(slots, LOAD, (slot, lane) -> slot < Math.max(1, slots / 2) || !isNarrow.test(lane));
        Trace requests = trace.utilising(slots, utilisation);
        Set<String> light = requests.light();
        return new FigureTable(
                title(Scenario.HALF, utilisation),
                List.of("policy", "jobs there", "loads", "p50 s", "light p99 s", "light most s", "most s"),
                policies.stream()
                        .map(policy -> {
                            Replayed replayed = replay(policy, requests, shape);
                            Predicate<SimulatedJob> there = job -> isNarrow.test(job.request.lane());
                            Predicate<SimulatedJob> lightThere = there.and(job -> light.contains(job.request.owner()));
                            return List.of(
                                    policy.word(),
                                    "%,d"
                                            .formatted(replayed.jobs().stream()
                                                    .filter(there)
                                                    .count()),
                                    "%,d".formatted(replayed.loads()),
                                    seconds(replayed.percentile(50, there)),
                                    seconds(replayed.percentile(99, lightThere)),
                                    seconds(replayed.percentile(100, lightThere)),
                                    seconds(replayed.percentile(100, there)));
                        })
                        .toList());
    }

    /** What it costs those who leave it to others to go first, and what the others gain. */
    FigureTable batch(double utilisation) {
        List<String> owners = new ArrayList<>(trace.byWork());
        Collections.shuffle(owners, new Random(seed));
        Set<String> chosen = Set.copyOf(owners.subList(0, owners.size() / 5));
        Trace without = trace.utilising(slots, utilisation);
        Trace with =
                without.changed(request -> chosen.contains(request.owner()) ? request.of(TurnClass.BATCH) : request);
        Predicate<SimulatedJob> patient = job -> chosen.contains(job.request.owner());
        List<List<String>> rows = List.of(
                batchRow("all alike", replay(LineDiscipline.TURNS, without, FarmShape.alike(slots, LOAD)), patient),
                batchRow("with batch", replay(LineDiscipline.TURNS, with, FarmShape.alike(slots, LOAD)), patient));
        return new FigureTable(
                title(Scenario.BATCH, utilisation),
                List.of("turns", "loads", "others p50 s", "others p99 s", "these p50 s", "these p99 s"),
                rows);
    }

    /** A small farm. */
    FigureTable few(double utilisation) {
        List<String> middle =
                new ArrayList<>(trace.byWork().stream().skip(10).limit(150).toList());
        Collections.shuffle(middle, new Random(seed));
        Set<String> chosen = Set.copyOf(middle.subList(0, Math.min(20, middle.size())));
        Trace requests = new Trace(trace.requests().stream()
                        .filter(request -> chosen.contains(request.owner()))
                        .toList())
                .utilising(2, utilisation);
        return new FigureTable(
                title(Scenario.FEW, utilisation),
                List.of("policy", "jobs", "loads", "p50 s", "p99 s"),
                policies.stream()
                        .map(policy -> {
                            Replayed replayed = replay(policy, requests, FarmShape.alike(2, LOAD));
                            return List.of(
                                    policy.word(),
                                    "%,d".formatted(replayed.jobs().size()),
                                    "%,d".formatted(replayed.loads()),
                                    seconds(replayed.percentile(50, job -> true)),
                                    seconds(replayed.percentile(99, job -> true)));
                        })
                        .toList());
    }

    private static List<String> batchRow(String name, Replayed replayed, Predicate<SimulatedJob> patient) {
        return List.of(
                name,
                "%,d".formatted(replayed.loads()),
                seconds(replayed.percentile(50, patient.negate())),
                seconds(replayed.percentile(99, patient.negate())),
                seconds(replayed.percentile(50, patient)),
                seconds(replayed.percentile(99, patient)));
    }

    /** What many names are good for. */
    FigureTable names(double utilisation) {
        return new Disguises(this, utilisation).table();
    }

    /** How often slots change their checkpoints under a burst; trace and slots do not matter. */
    FigureTable burst() {
        return new FigureTable(
                "%s, mean of %d draws".formatted(Scenario.BURST.title(), DRAWS),
                List.of("policy", "1 owner", "4 owners", "1, nothing learnt", "4, nothing learnt"),
                policies.stream()
                        .map(policy -> List.of(
                                policy.word(),
                                changes(policy, 1, true),
                                changes(policy, 4, true),
                                changes(policy, 1, false),
                                changes(policy, 4, false)))
                        .toList());
    }

    private String changes(LineDiscipline policy, int owners, boolean known) {
        return "%.1f".formatted(Burst.USUAL.mean(policy, owners, known, seed, DRAWS));
    }

    /** How true the farm's own forecasts are. */
    FigureTable forecast(double utilisation) {
        TurnLine line = new TurnLine();
        ForecastWatch watch = new ForecastWatch(line);
        Trace requests = trace.utilising(slots, utilisation);
        new VirtualFarm(FarmShape.alike(slots, LOAD), line, watch).run(requests.requests());
        List<ForecastOutcome> near = watch.outcomes().stream()
                .filter(outcome -> outcome.told().place() <= ForecastWatch.SHOWN)
                .toList();
        return new FigureTable(
                title(Scenario.FORECAST, utilisation),
                List.of(
                        "askings",
                        "how many",
                        "held",
                        "worst tenth",
                        "high/low p50",
                        "off by p50 s",
                        "place × run / slots: off by p50 s"),
                List.of(
                        row("all", ForecastFigures.of(watch.outcomes())),
                        row("up to place " + ForecastWatch.SHOWN, ForecastFigures.of(near))));
    }

    private static List<String> row(String name, ForecastFigures figures) {
        return List.of(
                name,
                "%,d".formatted(figures.askings()),
                "%.2f".formatted(figures.coverage()),
                "%.2f".formatted(figures.worstTenth()),
                "%.1f".formatted(figures.width()),
                seconds(figures.error()),
                seconds(figures.simpleError()));
    }

    String title(Scenario scenario, double utilisation) {
        return "%s, %d %% utilisation".formatted(scenario.title(), Math.round(100 * utilisation));
    }

    static String seconds(long millis) {
        return "%,d".formatted(Math.round(millis / 1000.0));
    }
}
