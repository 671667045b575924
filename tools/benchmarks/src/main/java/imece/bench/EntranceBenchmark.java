package imece.bench;

import imece.bench.entrance.Build;
import imece.bench.entrance.CoverageRun;
import imece.bench.entrance.Encounter;
import imece.bench.entrance.PromptCoverage;
import imece.bench.entrance.Sources;
import imece.bench.entrance.Tally;
import imece.bench.stats.Figure;
import imece.bench.stats.Goal;
import imece.bench.stats.Spread;
import imece.bench.stats.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How much code somebody has to read who wants to know what a prompt does: the files in which it runs lines that an idle farm
 * does not. Each of three fresh farms is idle and then has one prompt; a line counts if it ran with the prompt in two of them
 * and idle in none, so that two runs differ by two files at most. The demo engine runs and is not counted.
 */
final class EntranceBenchmark implements Benchmark {
    /** The word on the command line. */
    static final String NAME = "entrance";

    private final @Nullable Build other;

    /** Another build is measured in the same run and told in the floor's place; null: none. */
    EntranceBenchmark(@Nullable Build other) {
        this.other = other;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "the code that one chat prompt runs and an idle farm does not";
    }

    /** A build and what a prompt runs of it. */
    private record Measured(Build build, PromptCoverage coverage) {}

    @Override
    public BenchOutcome measure(BenchServers benchServers) throws Exception {
        CoverageRun run = new CoverageRun(
                benchServers.length(3, 1),
                Duration.ofSeconds(benchServers.length(21, 4)),
                Duration.ofSeconds(benchServers.length(9, 4)),
                Duration.ofMillis(benchServers.length(10_500, 1_500)));
        Build own = Build.here();
        Measured here = new Measured(own, run.of(own, benchServers.servers(), benchServers::say));
        Measured there = null;
        if (other != null) {
            benchServers.say("the other build:");
            there = new Measured(other, run.of(other, benchServers.servers(), benchServers::say));
        }
        return new BenchOutcome(
                figures(here, there),
                List.of(
                        "A file counts if the prompt ran lines in it that did not run while the farm was idle with one"
                                + " open feed: ran in most of the rounds, each with a fresh farm, and idle in none. The"
                                + " demo engine runs, and is not counted. A package that two modules have counts twice.",
                        "The prompt goes to a conversation that is there already, with an idempotency key as the app"
                                + " sends it, and is followed on the feed until it is complete.",
                        "Lines are those that the compiler made code of; lengths of files count every line.",
                        "With another build (--jars, --sources), the floor is that."),
                List.of(),
                List.of(order(here.coverage)));
    }

    private static List<Figure> figures(Measured here, @Nullable Measured there) {
        List<Figure> figures = new ArrayList<>();
        figures.add(figure("files that a prompt meets", here, there, each -> each.coverage.files(), most(120)));
        for (String process : List.of("gateway", "worker")) {
            figures.add(figure(
                    "· Java files in the " + process + "'s process",
                    here,
                    there,
                    each -> each.coverage.of(process).files().size(),
                    null));
        }
        figures.add(figure(
                "· SQL functions",
                here,
                there,
                each -> each.coverage.functions().size(),
                null));
        figures.add(figure("packages", here, there, each -> together(each).allPackages(), most(24)));
        figures.add(figure("· gateway", here, there, each -> together(each).packagesOf("gateway"), most(14)));
        figures.add(figure("· worker", here, there, each -> together(each).packagesOf("worker"), most(6)));
        figures.add(figure("· common", here, there, each -> together(each).packagesOf("common"), most(4)));
        figures.add(figure(
                "classes",
                here,
                there,
                each -> together(each).classes(),
                there == null ? null : new Goal.TimesFloor(0.75)));
        figures.add(figure(
                "lines that ran",
                here,
                there,
                each -> together(each).lines(),
                there == null ? null : new Goal.TimesFloor(1)));
        figures.add(figure(
                "main files in all", here, there, each -> sources(each).files().size(), null));
        figures.add(figure(
                "· lines of nine in ten, at most",
                here,
                there,
                each -> sources(each).ninetieth(),
                most(200)));
        Sources.Length longest = sources(here).longest();
        figures.add(figure(
                        "· lines of the longest",
                        here,
                        there,
                        each -> sources(each).longest().lines(),
                        most(300))
                .because("it is " + longest.file()));
        figures.add(figure("· lines of all", here, there, each -> sources(each).lines(), null));
        figures.add(figure(
                "classes in all", here, there, each -> each.build.classes().count(), null));
        return figures;
    }

    private static Figure figure(
            String name, Measured here, @Nullable Measured there, ToIntFunction<Measured> count, @Nullable Goal goal) {
        Spread floor = there == null ? null : Spread.once(count.applyAsInt(there));
        return new Figure(name, "", Spread.once(count.applyAsInt(here)), floor, goal, null);
    }

    private static Tally together(Measured each) {
        return each.coverage.together();
    }

    private static Sources sources(Measured each) {
        return each.build.sources();
    }

    private static Goal most(int limit) {
        return new Goal.AtMost(limit);
    }

    private static Table order(PromptCoverage coverage) {
        List<List<String>> rows = new ArrayList<>();
        for (Encounter each : coverage.order()) {
            rows.add(List.of(
                    String.valueOf(rows.size() + 1),
                    String.format(Locale.ROOT, "%.0f", each.millis()),
                    each.file().module(),
                    each.file().folder() + "/" + each.file().name(),
                    String.join(", ", each.processes()),
                    String.valueOf(each.lines())));
        }
        for (String function : coverage.functions()) {
            rows.add(List.of(String.valueOf(rows.size() + 1), "", "SQL", function, "PostgreSQL", ""));
        }
        return new Table(
                "Files in the order in which a prompt meets them",
                List.of("", "ms", "module", "file", "runs in", "lines"),
                rows);
    }
}
