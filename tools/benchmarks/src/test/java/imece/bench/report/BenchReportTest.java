package imece.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import imece.bench.stats.Plot;
import imece.bench.stats.Plot.Axis;
import imece.bench.stats.Plot.Curve;
import imece.bench.stats.Plot.Scale;
import imece.bench.stats.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class BenchReportTest {
    @TempDir
    private Path docs;

    @Test
    void theJsonIsAsItAlwaysWas() throws IOException {
        assertThat(JsonReport.of(Samples.REPORT)).isEqualTo(golden("report.json"));
    }

    @Test
    void theTableIsAsItAlwaysWas() throws IOException {
        assertThat(TextTable.of(Samples.RESULT)).isEqualTo(golden("table.txt"));
    }

    @Test
    void aPlotIsWellFormedWhateverItsWords() throws Exception {
        Document svg = parsed(Svg.of(Samples.PLOT));

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("Times & <more>");
    }

    @Test
    void aPlotOfNothingIsAPlotToo() throws Exception {
        for (Scale scale : Scale.values()) {
            Plot empty =
                    new Plot("none", new Axis("x", scale), new Axis("y", scale), List.of(new Curve("c", List.of())));

            assertThat(Svg.of(empty)).doesNotContain("NaN").doesNotContain("Infinity");
            parsed(Svg.of(empty));
        }
    }

    @Test
    void everyPlaceOnAPlotIsANumber() {
        assertThat(Svg.of(Samples.PLOT)).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void aSecondRunReplacesTheFiguresOfTheFirstAndLeavesTheWords() throws IOException {
        Path page = docs.resolve("performance.md");
        Files.writeString(page, "# Performance\n\nWords before.\n");
        ReportPages.write(Samples.REPORT, docs);
        Files.writeString(page, Files.readString(page) + "\nWords after.\n");
        Result other = new Result("start", "other", 0, 0, 1, List.of(), List.of(), List.of(), List.of());
        ReportPages.write(
                new BenchReport(Samples.REPORT.at(), true, Samples.REPORT.machine(), List.of(Samples.RESULT, other)),
                docs);

        assertThat(Files.readString(page))
                .startsWith("# Performance\n\nWords before.\n")
                .endsWith("\nWords after.\n")
                .containsOnlyOnce("### `gap`: between two jobs")
                .contains("### `start`: other")
                .contains("A quick run of 2026-11-23 21:00 UTC")
                .contains("| MISSED by 22 %: it waits |")
                .doesNotContain("so that nobody asks")
                .doesNotContain("A whole run")
                .contains("![Times & <more>](images/performance/gap-1.svg)");
        assertThat(docs.resolve("images/performance/gap-1.svg")).content().isEqualTo(Svg.of(Samples.PLOT));
    }

    @Test
    void numbersHaveThreeDigitsThatMatter() {
        assertThat(List.of(0.0, 0.01234, 0.1234, 1.234, 12.34, 123.4, 12_345.6, 7.0))
                .extracting(FigureCells::number)
                .containsExactly("0", "0.0123", "0.123", "1.23", "12.3", "123", "12,346", "7");
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = BenchReportTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
