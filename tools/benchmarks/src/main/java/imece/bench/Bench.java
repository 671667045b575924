package imece.bench;

import imece.bench.entrance.Build;
import imece.bench.farm.RunServers;
import imece.bench.report.BenchReport;
import imece.bench.report.JsonReport;
import imece.bench.report.Machine;
import imece.bench.report.ReportPages;
import imece.bench.report.TextTable;
import imece.bench.stats.GoalResult;
import imece.bench.stats.Result;
import imece.local.os.CommandProblem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command behind {@code ./imece bench}. 0: measured, whatever the figures are; 1: it could not; 2: a wrong use. */
@Command(
        name = "./imece bench",
        description = "Measure a farm of its own beside the least that the same durability costs on this machine.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
public final class Bench implements Callable<Integer> {
    /** Those that take the machine for themselves, and are run where none is named. */
    private static final List<Benchmark> TIMED = List.of(
            new GapBenchmark(),
            new StartBenchmark(),
            new FlowBenchmark(),
            new LineBenchmark(),
            new WritesBenchmark(),
            new SubmitBenchmark(),
            new FootprintBenchmark());

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description =
                    "gap, start, flow, line, writes, submit, footprint; none: all these. Or turns: whose turn it is, half an"
                            + " hour; or entrance: how much code a prompt runs; both need no quiet machine")
    private List<String> names = List.of();

    @Option(
            names = "--quick",
            description = "four minutes at most instead of half an hour: shows that everything works, and little more")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures there, too")
    private @Nullable Path json;

    @Option(
            names = "--docs",
            paramLabel = "FOLDER",
            description =
                    "write tables and plots into FOLDER/performance.md," + " and entrance into FOLDER/entrance.md")
    private @Nullable Path docs;

    @Option(
            names = "--jars",
            paramLabel = "FOLDER",
            description = "entrance: measure another build beside this one; its api-gateway-exec.jar and"
                    + " gpu-worker-exec.jar lie there")
    private @Nullable Path jars;

    @Option(names = "--sources", paramLabel = "FOLDER", description = "the checkout that those jars were built from")
    private @Nullable Path sources;

    @Spec
    private CommandSpec spec;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** Runs it and ends this JVM with its status. */
    public static void main(String[] args) {
        // The name stands before its options, as the script hands them over.
        String[] own = args.length > 0 && args[0].equals("bench")
                ? List.of(args).subList(1, args.length).toArray(String[]::new)
                : args;
        CommandLine command = new CommandLine(new Bench());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof CommandProblem) {
                line.getErr().println("imece: " + failure.getMessage());
            } else {
                failure.printStackTrace(line.getErr());
            }
            line.getErr().flush();
            return 1;
        });
        System.exit(command.execute(own));
    }

    @Override
    public Integer call() throws Exception {
        List<Benchmark> chosen = chosen();
        Extent extent = quick ? Extent.QUICK : Extent.WHOLE;
        out.println("Starting PostgreSQL and RabbitMQ of its own …");
        try (RunServers runServers = RunServers.start()) {
            Machine machine = Machine.here(runServers.postgresVersion(), runServers.rabbitVersion());
            var began = InstantSource.system().instant();
            List<Result> results = new ArrayList<>();
            for (Benchmark benchmark : chosen) {
                Result result = measured(benchmark, new BenchServers(runServers, extent, out));
                results.add(result);
                out.print(TextTable.of(result));
                // After each, so that a run that breaks off has not measured for nothing.
                write(new BenchReport(began, quick, machine, results));
            }
            out.println(summary(results));
        }
        return 0;
    }

    private Result measured(Benchmark benchmark, BenchServers benchServers) throws Exception {
        out.printf("%n%s: %s%n", benchmark.name(), benchmark.title());
        double loadBefore = Machine.load();
        long begin = System.nanoTime();
        BenchOutcome outcome = benchmark.measure(benchServers);
        return new Result(
                benchmark.name(),
                benchmark.title(),
                loadBefore,
                Machine.load(),
                (System.nanoTime() - begin) / 1_000_000_000,
                outcome.figures(),
                outcome.notes(),
                outcome.plots(),
                outcome.tables());
    }

    private void write(BenchReport report) throws IOException {
        if (json != null) {
            Files.writeString(json, JsonReport.of(report));
        }
        if (docs != null) {
            ReportPages.write(report, docs);
        }
    }

    private List<Benchmark> chosen() {
        Path otherJars = jars;
        Path otherSources = sources;
        boolean wanted = names.contains(EntranceBenchmark.NAME);
        if ((otherJars == null) != (otherSources == null) || (otherJars != null && !wanted)) {
            throw new ParameterException(spec.commandLine(), "--jars and --sources belong together, and to entrance");
        }
        List<Benchmark> known = new ArrayList<>(TIMED);
        known.add(new TurnsBenchmark());
        if (wanted) {
            known.add(new EntranceBenchmark(
                    otherJars == null || otherSources == null ? null : Build.of(otherJars, otherSources)));
        }
        for (String name : names) {
            if (known.stream().noneMatch(each -> each.name().equals(name))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "expected any of %s, %s, %s, got: %s"
                                .formatted(
                                        TIMED.stream().map(Benchmark::name).collect(Collectors.joining(", ")),
                                        TurnsBenchmark.NAME,
                                        EntranceBenchmark.NAME,
                                        name));
            }
        }
        return names.isEmpty()
                ? TIMED
                : known.stream().filter(each -> names.contains(each.name())).toList();
    }

    private static String summary(List<Result> results) {
        long kept = count(results, GoalResult.KEPT);
        long missed = count(results, GoalResult.MISSED);
        return "%n%d goals kept, %d missed.".formatted(kept, missed);
    }

    private static long count(List<Result> results, GoalResult verdict) {
        return results.stream()
                .flatMap(result -> result.figures().stream())
                .filter(figure -> figure.verdict() == verdict)
                .count();
    }
}
