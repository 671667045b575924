package imece.bench;

import imece.bench.farm.Activity;
import imece.bench.farm.BenchVisitor;
import imece.bench.farm.OwnFarm;
import imece.bench.farm.Shape;
import imece.bench.farm.StartedJobs;
import imece.bench.farm.Tap;
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
final class WritesBenchmark implements Benchmark {
    /** PostgreSQL's sessions tell the last of what they did once they have been idle for ten seconds. */
    private static final int SETTLED_MILLIS = 10_500;

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

    /** All that was done up to a moment. */
    private record Mark(Activity activity, Map<String, Long> messages, long nanos) {
        Done since(Mark before) {
            Map<String, Double> sent = new LinkedHashMap<>();
            messages.forEach((exchange, count) ->
                    sent.put(exchange, (double) count - before.messages.getOrDefault(exchange, 0L)));
            return new Done(activity.minus(before.activity, 1), sent, (nanos - before.nanos) / 1e9);
        }
    }

    /** Where it is read off what was done. */
    private record Meter(BenchServers bed, Connection connection, Tap tap) {
        /** Waits until all sessions have told. */
        Mark mark() throws Exception {
            Thread.sleep(bed.length(SETTLED_MILLIS, SETTLED_MILLIS / 10));
            return new Mark(Activity.now(connection), tap.counts(), System.nanoTime());
        }
    }

    @Override
    public BenchOutcome measure(BenchServers bed) throws Exception {
        List<Figure> figures = new ArrayList<>();
        try (OwnFarm farm = OwnFarm.start(bed.servers(), "writes", new Shape(SLOTS, 0));
                StartedJobs jobs = new StartedJobs(new BenchVisitor(farm.address()));
                Tap tap = new Tap(farm.broker());
                Connection connection = farm.connect()) {
            Meter meter = new Meter(bed, connection, tap);
            Mark begin = meter.mark();
            Thread.sleep(Duration.ofSeconds(bed.length(10, 2)));
            Done idle = meter.mark().since(begin);
            figures.add(Figure.told(
                    "idle farm: transactions",
                    "per second",
                    Spread.once(idle.activity().transactions() / idle.seconds())));
            int many = bed.length(60, 10);
            figures.addAll(figures("one after the other: ", rounds(meter, "one after the other", idle, () -> {
                for (int i = 0; i < many; i++) {
                    jobs.submitAndAwait(PATIENCE);
                }
                return many;
            })));
            int rate = bed.length(50, 20);
            Duration length = Duration.ofSeconds(bed.length(6, 2));
            figures.addAll(figures(rate + " per second: ", rounds(meter, rate + " per second", idle, () -> {
                AtomicInteger begun = new AtomicInteger();
                OpenLoop.run(rate, length, intended -> submit(jobs, begun));
                return begun.get();
            })));
            progress(meter, farm, jobs, figures);
        }
        return new BenchOutcome(
                figures,
                List.of(
                        "On paper a happy job needs four transactions: submit, dispatch, started, completed; with none"
                                + " for reading.",
                        "Jobs are submitted without a conversation, one after the other or, not waiting for each"
                                + " other, at a rate; what an idle farm does in the same time (its own row) was"
                                + " subtracted. Reads are transactions too.",
                        "PostgreSQL's sessions tell the last of what they did after ten seconds without work: so long is"
                                + " waited after each round.",
                        "The feed of the one visitor is open, as in a chat; " + SLOTS + " slots."),
                List.of());
    }

    /** Something that makes jobs and ends after them; how many they were. */
    private interface Jobs {
        int make() throws Exception;
    }

    private static List<Done> rounds(Meter meter, String words, Done idle, Jobs work) throws Exception {
        BenchServers bed = meter.bed();
        List<Done> perJob = new ArrayList<>();
        Mark before = meter.mark();
        for (int round = bed.firstRound(); round <= bed.rounds(); round++) {
            int made = work.make();
            Mark after = meter.mark();
            Done each = perJob(after.since(before), idle, made);
            before = after;
            if (round > 0) {
                perJob.add(each);
            }
            bed.say("%s, round %d of %d: %d jobs, %.2f transactions each"
                    .formatted(words, round, bed.rounds(), made, each.activity().transactions()));
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
                                "what goes by the clock falls on few jobs: the dispatcher's looks at what runs and the session of its"
                                        + " lead, rows that are read for runs in hand, connections that are asked whether they live"));
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

    private static void progress(Meter meter, OwnFarm farm, StartedJobs jobs, List<Figure> figures) throws Exception {
        int millis = meter.bed().length(2 * LONG_MILLIS, LONG_MILLIS / 2);
        farm.startWorkerAnew(new Shape(1, millis));
        Mark before = meter.mark();
        jobs.submitAndAwait(PATIENCE);
        Thread.sleep(Duration.ofMillis(millis));
        double writes = meter.mark().since(before).activity().progressWrites();
        meter.bed().say("one job of %d s: %.0f writes of progress".formatted(millis / 1_000, writes));
        figures.add(Figure.beside(
                "writes of progress, one job of %.1f s".formatted(millis / 1e3),
                "per 5 s",
                Spread.once(5_000.0 * writes / millis),
                Spread.once(1),
                new Goal.AtMost(1)));
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
