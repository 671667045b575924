package imece.bench;

import imece.bench.farm.Activity;
import imece.bench.farm.OwnFarm;
import imece.bench.farm.Shape;
import imece.bench.farm.StartedJobs;
import imece.bench.farm.Tap;
import imece.bench.farm.Visitor;
import imece.bench.stats.Figure;
import imece.bench.stats.Goal;
import imece.bench.stats.Spread;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What one job costs the servers: transactions, statements, bytes, messages. */
final class Writes implements Benchmark {
    /** PostgreSQL's sessions tell what they did within a second of being idle. */
    private static final Duration SETTLED = Duration.ofMillis(1_500);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LONG_MILLIS = 11_000;

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
        happy(bed, figures);
        progress(bed, figures);
        return new Findings(
                figures,
                List.of(
                        "On paper a happy job needs four transactions: submit, dispatch, started, completed; with none"
                                + " for reading.",
                        "Jobs are submitted one after the other, without a conversation; what an idle farm does in the"
                                + " same time was subtracted. Reads are transactions too.",
                        "The feed of the one visitor is open, as in a chat."),
                List.of());
    }

    private static void happy(Bed bed, List<Figure> figures) throws Exception {
        List<Done> perJob = new ArrayList<>();
        try (OwnFarm farm = OwnFarm.start(bed.servers(), "writes", new Shape(1, 0));
                StartedJobs jobs = new StartedJobs(new Visitor(farm.address()));
                Tap tap = new Tap(farm.broker());
                Connection connection = farm.connect()) {
            int many = bed.length(60, 15);
            Done idle = watched(connection, tap, () -> Thread.sleep(Duration.ofSeconds(bed.length(10, 3))));
            for (int round = 0; round <= bed.rounds(); round++) {
                Done busy = watched(connection, tap, () -> {
                    for (int i = 0; i < many; i++) {
                        jobs.submitAndAwait(PATIENCE);
                    }
                });
                if (round > 0) {
                    perJob.add(perJob(busy, idle, many));
                }
                bed.say("%d jobs, round %d of %d: %.2f transactions each"
                        .formatted(
                                many,
                                round,
                                bed.rounds(),
                                perJob(busy, idle, many).activity().transactions()));
            }
        }
        figures.add(new Figure(
                "transactions per job",
                "",
                spread(perJob, done -> done.activity().transactions()),
                null,
                new Goal.AtMost(4)));
        figures.add(Figure.told(
                "statements per job", "", spread(perJob, done -> done.activity().statements())));
        figures.add(Figure.told(
                "changes of the job's row",
                "",
                spread(perJob, done -> done.activity().jobWrites())));
        figures.add(Figure.told(
                "WAL per job", "bytes", spread(perJob, done -> done.activity().walBytes())));
        for (String exchange : perJob.getFirst().messages().keySet()) {
            figures.add(Figure.told(
                    "messages per job through " + exchange,
                    "",
                    spread(perJob, done -> done.messages().getOrDefault(exchange, 0.0))));
        }
    }

    private static void progress(Bed bed, List<Figure> figures) throws Exception {
        int millis = bed.length(3 * LONG_MILLIS, LONG_MILLIS / 2);
        try (OwnFarm farm = OwnFarm.start(bed.servers(), "progress", new Shape(1, millis));
                StartedJobs jobs = new StartedJobs(new Visitor(farm.address()));
                Tap tap = new Tap(farm.broker());
                Connection connection = farm.connect()) {
            Done done = watched(connection, tap, () -> {
                jobs.submitAndAwait(PATIENCE);
                Thread.sleep(Duration.ofMillis(millis));
            });
            bed.say("one job of %d s: %.0f writes of progress"
                    .formatted(millis / 1_000, done.activity().progressWrites()));
            figures.add(Figure.judged(
                    "writes of progress, one job of %.1f s".formatted(millis / 1e3),
                    "per 5 s",
                    Spread.once(5_000.0 * done.activity().progressWrites() / millis),
                    new Goal.AtMost(1)));
        }
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
