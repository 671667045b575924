package imece.bench;

import imece.bench.farm.BenchVisitor;
import imece.bench.farm.OwnFarm;
import imece.bench.farm.ProcessorUse;
import imece.bench.farm.Shape;
import imece.bench.farm.StartedJobs;
import imece.bench.floor.BareProcess;
import imece.bench.stats.Figure;
import imece.bench.stats.Goal;
import imece.bench.stats.Spread;
import imece.local.farm.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How soon gateway and worker are ready, how much memory they keep, how large their jars are. */
final class FootprintBenchmark implements Benchmark {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String title() {
        return "start to ready, resident memory, jars; absolute figures, so look at the load";
    }

    /** One program over all rounds. */
    private static final class Program {
        final List<Double> ready = new ArrayList<>();
        final List<Double> idle = new ArrayList<>();
        final List<Double> loaded = new ArrayList<>();
    }

    @Override
    public BenchOutcome measure(BenchServers benchServers) throws Exception {
        Program gateway = new Program();
        Program worker = new Program();
        List<Double> bareReady = new ArrayList<>();
        List<Double> bareMemory = new ArrayList<>();
        Path folder = benchServers.servers().newFolder("bare");
        try (OwnFarm farm = OwnFarm.stopped(benchServers.servers(), "footprint", new Shape(1, 0))) {
            for (int round = benchServers.firstRound(); round <= benchServers.rounds(); round++) {
                // Round 0 makes the tables and the class archives, and fills the system's file cache.
                boolean counts = round > 0;
                start(farm.gateway(), gateway, counts);
                start(farm.worker(), worker, counts);
                OwnFarm.awaitQuiet(farm.gateway());
                OwnFarm.awaitQuiet(farm.worker());
                if (counts) {
                    load(benchServers, farm);
                    gateway.loaded.add(resident(farm.gateway()));
                    worker.loaded.add(resident(farm.worker()));
                }
                OwnFarm.stop(farm.worker());
                OwnFarm.stop(farm.gateway());
                BareProcess bare = BareProcess.measure(folder, jar("tools/benchmarks"));
                if (counts) {
                    bareReady.add(bare.readyMillis() / 1_000);
                    bareMemory.add(bare.residentMiB());
                }
                benchServers.say("round %d of %d: bare web application %.1f s"
                        .formatted(round, benchServers.rounds(), bare.readyMillis() / 1_000));
            }
        }
        Spread floorReady = Spread.of(bareReady);
        Spread floorMemory = Spread.of(bareMemory);
        return new BenchOutcome(
                List.of(
                        Figure.beside("gateway ready", "s", Spread.of(gateway.ready), floorReady, new Goal.AtMost(6)),
                        Figure.beside("worker ready", "s", Spread.of(worker.ready), floorReady, new Goal.AtMost(3)),
                        Figure.told("gateway resident, idle", "MiB", Spread.of(gateway.idle)),
                        Figure.beside(
                                "gateway resident, after load",
                                "MiB",
                                Spread.of(gateway.loaded),
                                floorMemory,
                                new Goal.AtMost(350)),
                        Figure.told("worker resident, idle", "MiB", Spread.of(worker.idle)),
                        Figure.beside(
                                "worker resident, after load",
                                "MiB",
                                Spread.of(worker.loaded),
                                floorMemory,
                                new Goal.AtMost(200)),
                        Figure.told("gateway's jar", "MiB", Spread.once(size("api-gateway"))),
                        Figure.told("worker's jar", "MiB", Spread.once(size("gpu-worker")))),
                List.of(
                        "Ready: the gateway answers its readiness probe (asked every 100 ms), the worker says so in"
                                + " its log (looked at every 50 ms). One after the other, on a database that has its"
                                + " tables, and with class archives, as at every start of a build but its first.",
                        "The floor is the smallest Spring Boot web application with the gateway's JVM options.",
                        "Load: four hundred jobs (in a quick run fewer), one after the other, with an open feed."),
                List.of());
    }

    private static void start(Member member, Program program, boolean counts) {
        long begin = System.nanoTime();
        member.start();
        if (counts) {
            program.ready.add((System.nanoTime() - begin) / 1e9);
            program.idle.add(resident(member));
        }
    }

    private static void load(BenchServers benchServers, OwnFarm farm) throws Exception {
        try (StartedJobs jobs = new StartedJobs(new BenchVisitor(farm.address()))) {
            for (int i = 0; i < benchServers.length(400, 40); i++) {
                jobs.submitAndAwait(PATIENCE);
            }
        }
    }

    private static double resident(Member member) {
        return ProcessorUse.residentMiB(member.process().orElseThrow());
    }

    private static double size(String module) {
        try {
            return Files.size(jar(module)) / 1048576.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(String module) {
        String copies = System.getProperty("imece.jars");
        Path folder = Path.of(System.getProperty("imece.home", ""), module);
        String name = folder.getFileName() + "-exec.jar";
        return copies == null ? folder.resolve("target").resolve(name).toAbsolutePath() : Path.of(copies, name);
    }
}
