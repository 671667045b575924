package imece.simulator;

import imece.bench.report.Svg;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command behind {@code ./imece simulate}. 0: replayed, whatever the figures are; 1: it could not; 2: a wrong use. */
@Command(
        name = "./imece simulate",
        description =
                "Replay requests on a virtual farm, without servers: who waits how long under which scheduling policy.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
public final class SimulateCommand implements Callable<Integer> {

    private static final int MOST_SLOTS = 1000;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "the table of requests, as docs/scheduling.md describes it; if not set, requests are drawn by lot")
    private @Nullable Path trace;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            description = "fifo, warm-first, swarmui, invokeai, vtc, turns; may stand several times; none: all of them")
    private List<String> policies = List.of();

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "line, half, batch, names, few, burst, forecast; may stand several times; none: line")
    private List<String> scenarios = List.of();

    @Option(names = "--slots", paramLabel = "N", defaultValue = "8", description = "how many GPUs; if not set: 8")
    private int slots;

    @Option(
            names = "--utilisation",
            paramLabel = "SHARE",
            description =
                    "requests are moved together until GPUs run for this share of the time, such as 0.3; loading comes"
                            + " on top; may stand several times; none: 0.3 and 0.6")
    private List<Double> utilisations = List.of();

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "1", description = "of whatever is drawn by lot")
    private long seed;

    @Option(
            names = "--plot",
            paramLabel = "FOLDER",
            description = "line: write a plot of the waits there, one SVG file for each utilisation")
    private @Nullable Path plot;

    @Spec
    private CommandSpec spec;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** Runs it and ends this JVM with its status. */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(line().execute(args));
    }

    /** The command as picocli runs it. */
    static CommandLine line() {
        CommandLine command = new CommandLine(new SimulateCommand());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof IOException) {
                line.getErr().println("imece: " + failure.getMessage());
            } else {
                failure.printStackTrace(line.getErr());
            }
            line.getErr().flush();
            return 1;
        });
        return command;
    }

    @Override
    public Integer call() throws IOException {
        List<Scenario> chosen = named(scenarios, Scenario.values(), Scenario::word, Scenario.LINE);
        Replays replays = replays();
        for (Scenario scenario : chosen) {
            switch (scenario) {
                case BURST -> out.print(replays.burst().text());
                case LINE -> line(replays);
                case HALF -> each(replays, replays::half);
                case BATCH -> each(replays, replays::batch);
                case NAMES -> each(replays, replays::names);
                case FEW -> each(replays, replays::few);
                case FORECAST -> each(replays, replays::forecast);
            }
        }
        return 0;
    }

    private Replays replays() throws IOException {
        if (slots < 1 || slots > MOST_SLOTS) {
            throw wrong("--slots is %d, but must be 1 to %d".formatted(slots, MOST_SLOTS));
        }
        List<Double> shares = utilisations.isEmpty() ? List.of(0.3, 0.6) : utilisations;
        for (double share : shares) {
            if (!(share > 0 && share <= 2)) {
                throw wrong("--utilisation is %s, but must be above 0 and at most 2, such as 0.3".formatted(share));
            }
        }
        LineDiscipline[] known = LineDiscipline.values();
        List<LineDiscipline> compared = policies.isEmpty()
                ? List.of(known)
                : named(policies, known, LineDiscipline::word, LineDiscipline.TURNS);
        Path file = trace;
        Trace requests = file == null ? SyntheticTrace.of(SyntheticTrace.USUAL, seed) : Trace.read(file);
        out.printf(
                "%s: %,d requests of %,d owners%n",
                file == null ? "drawn by lot" : file.getFileName(),
                requests.requests().size(),
                requests.byWork().size());
        return new Replays(requests, compared, shares, slots, seed, done -> out.println("  " + done));
    }

    private void line(Replays replays) throws IOException {
        for (double utilisation : replays.utilisations()) {
            List<Replays.Replayed> replayed = replays.line(utilisation);
            out.print(replays.lineTable(utilisation, replayed).text());
            Path folder = plot;
            if (folder != null) {
                Files.createDirectories(folder);
                Path file = folder.resolve("waits-%d.svg".formatted(Math.round(100 * utilisation)));
                Files.writeString(file, Svg.of(WaitPlot.of(replays.title(Scenario.LINE, utilisation), replayed)));
                out.println("  " + file);
            }
        }
    }

    private void each(Replays replays, Function<Double, FigureTable> replay) {
        replays.utilisations()
                .forEach(utilisation -> out.print(replay.apply(utilisation).text()));
    }

    private <T> List<T> named(List<String> words, T[] known, Function<T, String> word, T otherwise) {
        List<T> found = new ArrayList<>();
        for (String wanted : words) {
            found.add(Stream.of(known)
                    .filter(each -> word.apply(each).equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> wrong("expected any of %s, got: %s"
                            .formatted(Stream.of(known).map(word).collect(Collectors.joining(", ")), wanted))));
        }
        return found.isEmpty() ? List.of(otherwise) : found;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
