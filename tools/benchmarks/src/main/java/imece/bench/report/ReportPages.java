package imece.bench.report;

import imece.bench.stats.Figure;
import imece.bench.stats.Plot;
import imece.bench.stats.Result;
import imece.bench.stats.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a report into the documentation: tables into a page of it between two marks, plots beside it. */
public final class ReportPages {
    private static final String BEGIN = "<!-- written by ./imece bench: begin -->";
    private static final String END = "<!-- written by ./imece bench: end -->";
    private static final String ENTRANCE = "entrance";
    private static final String PLOTS = "images/performance";

    private ReportPages() {}

    /** Writes {@code entrance} into {@code entrance.md}, and all the others into {@code performance.md}; a page of none stays. */
    public static void write(BenchReport report, Path docs) {
        Map<Boolean, List<Result>> entrance = report.results().stream()
                .collect(Collectors.partitioningBy(result -> result.name().equals(ENTRANCE)));
        entrance.forEach((own, results) -> {
            if (!results.isEmpty()) {
                write(
                        new BenchReport(report.at(), report.quick(), report.machine(), results),
                        docs,
                        own ? ENTRANCE + ".md" : "performance.md");
            }
        });
    }

    /** Replaces what an earlier run wrote; the page's other words stay. */
    private static void write(BenchReport report, Path docs, String name) {
        Path page = docs.resolve(name);
        try {
            Files.createDirectories(docs.resolve(PLOTS));
            for (Result result : report.results()) {
                for (int i = 0; i < result.plots().size(); i++) {
                    Files.writeString(
                            docs.resolve(plot(result, i)), Svg.of(result.plots().get(i)));
                }
            }
            String before = Files.exists(page) ? Files.readString(page) : BEGIN + "\n" + END + "\n";
            Files.writeString(page, between(before, markdown(report)));
        } catch (IOException e) {
            throw new UncheckedIOException("The report could not be written into " + docs + ".", e);
        }
    }

    /** The page with its marked part replaced; a page without marks gets them at its end. */
    static String between(String page, String written) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        String marked = BEGIN + "\n\n" + written + "\n" + END;
        return begin < 0 || end < begin
                ? page.stripTrailing() + "\n\n" + marked + "\n"
                : page.substring(0, begin) + marked + page.substring(end + END.length());
    }

    static String markdown(BenchReport report) {
        Machine machine = report.machine();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s run of %s UTC on %s, %d processors, %,d MiB, %s, PostgreSQL %s, RabbitMQ %s.%n",
                report.quick() ? "A quick" : "A whole",
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(report.at()),
                machine.system(),
                machine.processors(),
                machine.memoryMiB(),
                machine.java(),
                machine.postgres(),
                machine.rabbitmq()));
        report.results().forEach(result -> section(text, result));
        return text.toString();
    }

    private static void section(StringBuilder text, Result result) {
        text.append(String.format(
                Locale.ROOT,
                "%n### `%s`: %s%n%nLoad of the machine %.1f to %.1f; %d s.%n%n",
                result.name(),
                result.title(),
                result.loadBefore(),
                result.loadAfter(),
                result.seconds()));
        row(text, FigureCells.HEAD);
        text.append("|---|--:|--:|--:|--:|--:|---|\n");
        for (Figure figure : result.figures()) {
            List<String> cells = new ArrayList<>(FigureCells.row(figure));
            FigureCells.why(figure).ifPresent(why -> cells.set(cells.size() - 1, cells.getLast() + ": " + why));
            row(text, cells);
        }
        if (!result.notes().isEmpty()) {
            text.append('\n');
        }
        result.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        for (Table table : result.tables()) {
            text.append("%n#### %s%n%n".formatted(table.title()));
            row(text, table.head());
            text.append("|---".repeat(table.head().size())).append("|\n");
            table.rows().forEach(cells -> row(text, cells));
        }
        for (int i = 0; i < result.plots().size(); i++) {
            Plot plot = result.plots().get(i);
            text.append("%n![%s](%s)%n".formatted(plot.title(), plot(result, i)));
        }
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String plot(Result result, int number) {
        return "%s/%s-%d.svg".formatted(PLOTS, result.name(), number + 1);
    }
}
