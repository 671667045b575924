package imece.local.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecisionIndexTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("imece.home", "..")).resolve("docs/decisions");
    private static final String INDEX = """
            | number | decision | written | status |
            |---|---|---|---|
            | [0001](0001-a.md) | One thing | 2026-11-23 | accepted |
            | [0002](0002-b.md) | Another thing | 2026-11-24 | superseded by [0001](0001-a.md) |
            """;
    private static final Map<String, String> RECORDS =
            Map.of("0001-a.md", "# 0001 One thing", "0002-b.md", "# 0002 Another thing");

    @Test
    void everyRecordStandsInTheIndexAndTheIndexNamesNothingElse() throws IOException {
        Map<String, String> headings = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (!name.equals("README.md")) {
                    headings.put(name, Files.readAllLines(file).getFirst());
                }
            }
        }

        assertThat(headings).hasSizeGreaterThan(30);
        assertThat(DecisionIndex.complaints(Files.readString(FOLDER.resolve("README.md")), headings))
                .isEmpty();
    }

    @Test
    void aRecordWithoutARowIsFound() {
        assertThat(DecisionIndex.complaints(INDEX, RECORDS)).isEmpty();
        assertThat(DecisionIndex.complaints(INDEX.replaceFirst("(?m)^\\| \\[0002].*\n", ""), RECORDS))
                .containsExactly(
                        "0002-b.md has no row with number, title, date and status in docs/decisions/README.md");
        assertThat(DecisionIndex.complaints(INDEX.replace("2026-11-24 | superseded", "2026-11-24 | perhaps"), RECORDS))
                .hasSize(1);
    }

    @Test
    void aRowOfAnotherTitleOrWithoutAFileIsFound() {
        assertThat(DecisionIndex.complaints(INDEX.replace("One thing", "A thing"), RECORDS))
                .containsExactly("0001-a.md is headed '# 0001 One thing', and its row says '# 0001 A thing'");
        assertThat(DecisionIndex.complaints(INDEX, Map.of("0001-a.md", "# 0001 One thing")))
                .containsExactly("docs/decisions/README.md names 0002-b.md, which is no record");
    }
}
