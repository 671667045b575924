package imece.bench;

import static org.assertj.core.api.Assertions.assertThat;

import imece.tier.FullRunOnly;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the bench runs, on servers and a farm of its own; what it finds is no matter of right and wrong. */
class BenchIT {

    @TempDir
    private Path folder;

    @Test
    void aQuickBenchEndsWellAndItsJsonHoldsEachFigureBesideItsFloorAndItsGoal() throws Exception {
        Path json = folder.resolve("bench.json");
        Files.writeString(folder.resolve("performance.md"), "# Performance\n");

        int status = new CommandLine(new Bench())
                .execute("gap", "--quick", "--json", json.toString(), "--docs", folder.toString());

        assertThat(status).isZero();
        JsonNode report = new JsonMapper().readTree(Files.readString(json));
        assertThat(report.path("quick").booleanValue()).isTrue();
        assertThat(report.path("machine").path("processors").intValue()).isPositive();
        JsonNode gap = report.path("results").path(0);
        assertThat(gap.path("name").stringValue()).isEqualTo("gap");
        assertThat(gap.path("figures").size()).isPositive();
        for (JsonNode figure : gap.path("figures")) {
            String name = figure.path("name").stringValue();
            assertThat(figure.path("farm").path("median").doubleValue())
                    .as(name)
                    .isPositive();
            assertThat(figure.path("verdict").stringValue())
                    .as(name)
                    .isEqualTo(figure.path("goal").isNull() ? "NO_GOAL" : verdict(figure));
        }
        assertThat(folder.resolve("performance.md")).content().contains("### `gap`", "images/performance/gap-1.svg");
        assertThat(folder.resolve("images/performance/gap-1.svg")).isNotEmptyFile();
    }

    @Test
    void aQuickEntranceNamesTheFilesOfGatewayAndWorkerThatAPromptMeetsAndNotTheDemoEnginesOwn() throws Exception {
        Path json = folder.resolve("entrance.json");

        int status = new CommandLine(new Bench())
                .execute("entrance", "--quick", "--json", json.toString(), "--docs", folder.toString());

        assertThat(status).isZero();
        JsonNode rows = new JsonMapper()
                .readTree(Files.readString(json))
                .path("results")
                .path(0)
                .path("tables")
                .path(0)
                .path("rows");
        assertThat(rows.values()).extracting(row -> row.path(2).stringValue()).contains("gateway", "worker", "common");
        assertThat(rows.values())
                .extracting(row -> row.path(3).stringValue())
                .doesNotHaveDuplicates()
                .noneMatch(file -> file.startsWith("imece/worker/demo/"));
        assertThat(folder.resolve("entrance.md")).content().contains("### `entrance`", "| file |");
        assertThat(folder.resolve("performance.md")).doesNotExist();
    }

    @Test
    @FullRunOnly
    void aQuickBenchOfTurnsCountsLoadsWaitsAndRangesOnFarmsOfItsOwn() throws Exception {
        Path json = folder.resolve("turns.json");

        int status = new CommandLine(new Bench()).execute("turns", "--quick", "--json", json.toString());

        assertThat(status).isZero();
        JsonNode figures = new JsonMapper()
                .readTree(Files.readString(json))
                .path("results")
                .path(0)
                .path("figures");
        assertThat(figures.values())
                .extracting(figure -> figure.path("name").stringValue())
                .anyMatch(name -> name.startsWith("one owner, nothing learnt"))
                .anyMatch(name -> name.startsWith("four owners, run times known"))
                .anyMatch(name -> name.startsWith("GPU idle"))
                .anyMatch(name -> name.startsWith("one job behind"))
                .anyMatch(name -> name.startsWith("three lanes on one slot"));
        assertThat(figures.values())
                .allSatisfy(
                        figure -> assertThat(figure.path("farm").path("median").doubleValue())
                                .isNotNegative());
    }

    @Test
    void jarsOfAnotherBuildWithoutItsSourcesAreRefusedBeforeAnythingStarts() {
        assertThat(new CommandLine(new Bench()).execute("entrance", "--jars", folder.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(new CommandLine(new Bench())
                        .execute("gap", "--jars", folder.toString(), "--sources", folder.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void aNameThatIsNoBenchmarkIsRefusedBeforeAnythingStarts() {
        assertThat(new CommandLine(new Bench()).execute("speed")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private static String verdict(JsonNode figure) {
        double most = figure.path("goal").path("limit").doubleValue()
                * (figure.path("floor").isNull()
                        ? 1
                        : figure.path("floor").path("median").doubleValue());
        return figure.path("farm").path("median").doubleValue() <= most ? "KEPT" : "MISSED";
    }
}
