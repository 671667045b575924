package imece.local.drill;

import imece.fault.FaultPoint;
import imece.local.Home;
import imece.local.Imece;
import imece.local.OptionChecks;
import imece.local.drill.check.DrillResult;
import imece.local.drill.storm.Fault;
import imece.local.farm.Console;
import imece.local.farm.StopRequest;
import imece.local.os.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command behind {@code ./imece drill}: a storm of faults on a farm of its own, and the proof that nothing was lost. 0:
 * every promise was kept; 1: one was not, or the drill could not be held; 2: a wrong use.
 */
@Command(
        name = "./imece drill",
        description = "Make every fault happen to a farm of its own, and check all that was seen.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
public final class DrillCommand implements Callable<Integer> {
    @Option(names = "--seed", paramLabel = "N", description = "decides which faults come when (default: drawn)")
    private @Nullable Long seed;

    @Option(names = "--minutes", paramLabel = "M", description = "how long faults are made")
    private double minutes = 5;

    @Option(names = "--faults", paramLabel = "NAME", split = ",", description = "only these kinds (default: all)")
    private List<String> faults = List.of();

    @Option(names = "--abuse", description = "strangers do harm instead, and honest calls must be answered meanwhile")
    private boolean abuse;

    @Option(names = "--points", paramLabel = "NAME", split = ",", description = "only these points of the code")
    private List<String> points = List.of();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "how many workers; the last shares the first one's GPU")
    private int workers = 3;

    @Option(names = "--pause-ms", paramLabel = "MS", description = "between two faults, on average")
    private int pauseMillis = DrillReport.DEFAULT_PAUSE_MILLIS;

    @Option(
            names = "--calls-within-ms",
            paramLabel = "MS",
            description = "how long 99 of a hundred honest calls may take beside --abuse")
    private int callsWithinMillis = DrillReport.DEFAULT_CALLS_WITHIN_MILLIS;

    @Option(names = "--report", paramLabel = "FILE", description = "write the page there too")
    private @Nullable Path report;

    @Spec
    private CommandSpec spec;

    /** Holds a drill and ends this JVM with its status. */
    public static void main(String[] args) {
        // The AMQP client wants to log, and the drill has no logging: without this it says so.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return Imece.commandLine(new DrillCommand());
    }

    @Override
    public Integer call() throws IOException {
        OptionChecks optionChecks = new OptionChecks(spec);
        optionChecks.number("--workers", workers, 1, 16);
        optionChecks.number("--pause-ms", pauseMillis, 500, 60_000);
        optionChecks.number("--calls-within-ms", callsWithinMillis, 10, 60_000);
        optionChecks.minutes("--minutes", minutes);
        optionChecks.oneOf("--faults", Fault.words(), faults);
        optionChecks.oneOf("--points", words(FaultPoint.values()), points);
        Path folder = Files.createTempDirectory("imece-drill-");
        DrillSettings settings = new DrillSettings(
                Home.folder(),
                folder,
                seed == null ? new SecureRandom().nextInt(1_000_000) : seed,
                Duration.ofMillis(Math.round(minutes * 60_000)),
                Duration.ofMillis(pauseMillis),
                kinds(),
                points(),
                workers,
                Duration.ofMinutes(5),
                Duration.ofMillis(callsWithinMillis),
                null,
                true);
        Console console = Console.standard();
        Drill drill = new Drill(settings, console);
        StopRequest stop = new StopRequest("Stopping: the drill's processes end now …");
        stop.listen(console);
        DrillResult result = drill.run(stop);
        String page = new DrillReport(settings, result).text(drill.history());
        console.plain("");
        page.lines().forEach(console::plain);
        if (report != null) {
            Files.writeString(report, page);
        }
        if (result.findings().none()) {
            PrivateFiles.deleteTree(folder);
            return 0;
        }
        return 1;
    }

    private List<FaultPoint> points() {
        return Stream.of(FaultPoint.values())
                .filter(point -> points.isEmpty() || points.contains(point.word()))
                .toList();
    }

    private static List<String> words(FaultPoint... some) {
        return Stream.of(some).map(FaultPoint::word).toList();
    }

    private List<Fault> kinds() {
        if (faults.isEmpty()) {
            return abuse ? Fault.ofStrangers() : Fault.ofMachines();
        }
        return faults.stream().flatMap(word -> Fault.of(word).stream()).toList();
    }
}
