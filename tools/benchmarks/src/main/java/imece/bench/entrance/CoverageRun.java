package imece.bench.entrance;

import imece.bench.farm.BenchVisitor;
import imece.bench.farm.CoveredFarm;
import imece.bench.farm.RunServers;
import imece.client.FeedConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jacoco.core.data.ExecutionDataStore;

/**
 * Finds what one prompt runs, with a fresh farm for each round: what a class runs when it is loaded belongs to the first
 * prompt that needs it. The farm is idle first, with one open feed, and all that ran is taken and forgotten; then the same
 * visitor submits a prompt to a conversation that is there already, and hears that it is complete.
 *
 * @param rounds how many farms
 * @param idle how long each is idle; longer than the farm's longest beat, lest that be counted as the prompt's
 * @param prompt how long what a prompt runs is noted down, at least
 * @param settled how long to wait until PostgreSQL's sessions have told which functions they called
 */
public record CoverageRun(int rounds, Duration idle, Duration prompt, Duration settled) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration FIRST_REST = Duration.ofSeconds(3);
    private static final List<String> PROCESSES = List.of("gateway", "worker");

    /** What one farm showed. */
    private record Seen(Map<String, Round> byProcess, Map<RanLine, Double> firstSeen, Set<String> functions) {}

    /** Measures this build. */
    public PromptCoverage of(Build build, RunServers runServers, Consumer<String> progress) throws Exception {
        Path folder = runServers.newFolder("agent");
        List<Seen> all = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            Seen seen = round(build, runServers, folder);
            all.add(seen);
            progress.accept("round %d of %d: %d files"
                    .formatted(round, rounds, together(List.of(seen)).files()));
        }
        return together(all);
    }

    private static PromptCoverage together(List<Seen> rounds) {
        Map<String, Set<RanLine>> met = new HashMap<>();
        for (String process : PROCESSES) {
            met.put(
                    process,
                    Round.met(rounds.stream()
                            .map(seen -> seen.byProcess.get(process))
                            .toList()));
        }
        Set<String> functions = new TreeSet<>();
        rounds.forEach(seen -> functions.addAll(seen.functions));
        return new PromptCoverage(
                met, Encounter.inOrder(met, rounds.stream().map(Seen::firstSeen).toList()), functions);
    }

    private Seen round(Build build, RunServers runServers, Path folder) throws Exception {
        Agent gateway = Agent.unpackedInto(folder);
        Agent worker = Agent.unpackedInto(folder);
        try (CoveredFarm farm = CoveredFarm.start(runServers, build.jars(), gateway.option(), worker.option())) {
            BenchVisitor visitor = new BenchVisitor(farm.address());
            String conversation = visitor.openConversation();
            CountDownLatch complete = new CountDownLatch(1);
            try (FeedConnection feed = visitor.feed((frame, nanos) -> {
                if (frame.contains("\"kind\":\"job\"") && frame.contains("\"status\":\"complete\"")) {
                    complete.countDown();
                }
            })) {
                Thread.sleep(FIRST_REST);
                forget(gateway, worker);
                Map<String, Long> callsAtFirst = farm.functionCalls();
                Thread.sleep(idle);
                Map<String, ExecutionDataStore> whileIdle = forget(gateway, worker);
                Map<String, Long> callsIdle = farm.functionCalls();

                long begin = System.nanoTime();
                Watch ofGateway = new Watch(gateway, begin);
                Watch ofWorker = new Watch(worker, begin);
                try (ofGateway;
                        ofWorker) {
                    visitor.prompt(conversation, "a red boat on a calm lake");
                    if (!complete.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                        throw new IOException("The prompt was not complete after %d s%s."
                                .formatted(PATIENCE.toSeconds(), feed.lost() ? ", and the feed was lost" : ""));
                    }
                    long left = begin + prompt.toNanos() - System.nanoTime();
                    Thread.sleep(Duration.ofNanos(Math.max(0, left)));
                }
                Map<String, ExecutionDataStore> withPrompt = forget(gateway, worker);
                Thread.sleep(settled);
                Set<String> functions = called(callsAtFirst, callsIdle, farm.functionCalls());

                Map<RanLine, Double> firstSeen = ofGateway.firstSeen(build.classes());
                ofWorker.firstSeen(build.classes()).forEach((line, at) -> firstSeen.merge(line, at, Math::min));
                Map<String, Round> byProcess = new HashMap<>();
                whileIdle.forEach((process, ran) -> byProcess.put(
                        process,
                        new Round(
                                build.classes().ran(ran),
                                build.classes().ran(withPrompt.getOrDefault(process, new ExecutionDataStore())))));
                return new Seen(byProcess, firstSeen, functions);
            }
        }
    }

    private static Map<String, ExecutionDataStore> forget(Agent gateway, Agent worker) throws IOException {
        return Map.of("gateway", gateway.dumpAndForget(), "worker", worker.dumpAndForget());
    }

    /** The functions that were called after the idle time, and not within it. */
    static Set<String> called(Map<String, Long> first, Map<String, Long> idle, Map<String, Long> last) {
        Set<String> called = new TreeSet<>();
        last.forEach((function, calls) -> {
            long atFirst = first.getOrDefault(function, 0L);
            long afterIdle = idle.getOrDefault(function, 0L);
            if (afterIdle == atFirst && calls > afterIdle) {
                called.add(function);
            }
        });
        return called;
    }
}
