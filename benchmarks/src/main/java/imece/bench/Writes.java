package imece.bench;

import imece.bench.farm.Activity;
import imece.bench.farm.OwnFarm;
import imece.bench.farm.Shape;
import imece.bench.farm.StartedJobs;
import imece.bench.farm.Tap;
import imece.bench.farm.Visitor;
import imece.bench.stats.Figure;
import imece.bench.stats.Goal;
import imece.bench.stats.OpenLoop;
import imece.bench.stats.Spread;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/** What one job costs the servers: transactions, statements, bytes, messages. */
final class Writes implements Benchmark {
    /** PostgreSQL's sessions tell what they did within a second of being idle. */
    private static final Duration SETTLED = Duration.ofMillis(1_500);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LONG_MILLIS = 11_000;
    private static final int SLOTS = 4;
    /** Submit, dispatch, started, completed. */
    private static final double ON_PAPER = 4;

    @Override
    public String name() {
        return "writes";
    }

    @Override
    public String title() {
        return "what one job costs the servers, beyond what the idle farm does anyway";
    }

    /** What was done in a while. */
    private record Done(Activity activity, Map<String, Double> messages, double seconds) {}

    @Override
    public Findings measure(Bed bed) throws Exception {
        List<Figure> figures = new ArrayList<>();
        try (OwnFarm farm = OwnFarm.start(bed.servers(), "writes", new Shape(SLOTS, 0));
                StartedJobs jobs = new StartedJobs(new Visitor(farm.address()));
                Tap tap = new Tap(farm.broker());
                Connection connection = farm.connect()) {
            Done idle = watched(connection, tap, () -> Thread.sleep(Duration.ofSeconds(bed.length(12, 3))));
            figures.add(Figure.told(
                    "idle farm: transactions",
                    "per second",
                    Spread.once(idle.activity().transactions() / idle.seconds())));
            int many = bed.length(60, 10);
            List<Done> single = rounds(bed, "one after the other", connection, tap, idle, () -> {
                for (int i = 0; i < many; i++) {
                    jobs.submitAndAwait(PATIENCE);
                }
                return many;
            });
            figures.addAll(figures("one after the other: ", single));
            int rate = bed.length(50, 20);
            Duration length = Duration.ofSeconds(bed.length(6, 2));
            List<Done> steady = rounds(bed, rate + " per second", connection, tap, idle, () -> {
                AtomicInteger begun = new AtomicInteger();
                OpenLoop.run(rate, length, intended -> submit(jobs, begun));
                return begun.get();
            });
            figures.addAll(figures(rate + " per second: ", steady));
            progress(bed, farm, jobs, tap, connection, figures);
        }
        return new Findings(
                figures,
                List.of(
                        "On paper a happy job needs four transactions: submit, dispatch, started, completed; with none"
                                + " for reading.",
                        "Jobs are submitted without a conversation, one after the other or, not waiting for each"
                                + " other, at a rate; what an idle farm does in the same time (its own row) was"
                                + " subtracted. Reads are transactions too.",
                        "The feed of the one visitor is open, as in a chat; " + SLOTS + " slots."),
                List.of());
    }

    /** Something that makes jobs and ends after them; how many they were. */
    private interface Jobs {
        int make() throws Exception;
    }

    private static List<Done> rounds(Bed bed, String words, Connection connection, Tap tap, Done idle, Jobs work)
            throws Exception {
        List<Done> perJob = new ArrayList<>();
        for (int round = bed.firstRound(); round <= bed.rounds(); round++) {
            int[] made = {0};
            Done busy = watched(connection, tap, () -> made[0] = work.make());
            Done each = perJob(busy, idle, made[0]);
            if (round > 0) {
                perJob.add(each);
            }
            bed.say("%s, round %d of %d: %d jobs, %.2f transactions each"
                    .formatted(
                            words, round, bed.rounds(), made[0], each.activity().transactions()));
        }
        return perJob;
    }

    private static void submit(StartedJobs jobs, AtomicInteger begun) {
        try {
            jobs.submitAndAwait(PATIENCE);
            begun.incrementAndGet();
        } catch (IOException e) {
            throw new IllegalStateException("A submit of the bench failed.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Figure> figures(String load, List<Done> perJob) {
        List<Figure> figures = new ArrayList<>();
        figures.add(
                Figure.beside(
                                load + "transactions per job",
                                "",
                                spread(perJob, done -> done.activity().transactions()),
                                Spread.once(ON_PAPER),
                                new Goal.AtMost(ON_PAPER))
                        .because(
                                "what goes by the clock falls on few jobs: the dispatch lock that is let go after a quarter of"
                                        + " a second, rows that are read for runs in hand, connections that are asked whether they live"));
        figures.add(Figure.told(
                load + "statements per job",
                "",
                spread(perJob, done -> done.activity().statements())));
        figures.add(Figure.told(
                load + "changes of the job's row",
                "",
                spread(perJob, done -> done.activity().jobWrites())));
        figures.add(Figure.told(
                load + "WAL per job",
                "bytes",
                spread(perJob, done -> done.activity().walBytes())));
        for (String exchange : perJob.getFirst().messages().keySet()) {
            figures.add(Figure.told(
                    load + "messages per job through " + exchange,
                    "",
                    spread(perJob, done -> done.messages().getOrDefault(exchange, 0.0))));
        }
        return figures;
    }

    private static void progress(
            Bed bed, OwnFarm farm, StartedJobs jobs, Tap tap, Connection connection, List<Figure> figures)
            throws Exception {
        int millis = bed.length(2 * LONG_MILLIS, LONG_MILLIS / 2);
        farm.startWorkerAnew(new Shape(1, millis));
        Done done = watched(connection, tap, () -> {
            jobs.submitAndAwait(PATIENCE);
            Thread.sleep(Duration.ofMillis(millis));
        });
        bed.say("one job of %d s: %.0f writes of progress"
                .formatted(millis / 1_000, done.activity().progressWrites()));
        figures.add(Figure.beside(
                "writes of progress, one job of %.1f s".formatted(millis / 1e3),
                "per 5 s",
                Spread.once(5_000.0 * done.activity().progressWrites() / millis),
                Spread.once(1),
                new Goal.AtMost(1)));
    }

    /** Something that takes a while. */
    private interface While {
        void run() throws Exception;
    }

    private static Done watched(Connection connection, Tap tap, While work) throws Exception {
        Thread.sleep(SETTLED);
        Activity before = Activity.now(connection);
        Map<String, Long> messages = tap.counts();
        long begin = System.nanoTime();
        work.run();
        Thread.sleep(SETTLED);
        Map<String, Double> sent = new LinkedHashMap<>();
        tap.counts()
                .forEach((exchange, count) -> sent.put(exchange, (double) count - messages.getOrDefault(exchange, 0L)));
        return new Done(Activity.now(connection).minus(before, 1), sent, (System.nanoTime() - begin) / 1e9);
    }

    private static Done perJob(Done busy, Done idle, int jobs) {
        double longer = busy.seconds() / idle.seconds();
        Map<String, Double> messages = new LinkedHashMap<>();
        busy.messages()
                .forEach((exchange, count) ->
                        messages.put(exchange, (count - longer * idle.messages().getOrDefault(exchange, 0.0)) / jobs));
        Activity activity = busy.activity().minus(idle.activity(), longer).per(jobs);
        return new Done(activity, messages, busy.seconds() / jobs);
    }

    /** A difference of two measurements can fall below nothing by chance. */
    private static Spread spread(List<Done> rounds, ToDoubleFunction<Done> of) {
        return Spread.of(
                rounds.stream().map(done -> Math.max(0, of.applyAsDouble(done))).toList());
    }
}
