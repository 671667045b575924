package imece.local.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the pages name is there. Records of decisions tell of their day: only their links are looked at. */
class PagesTest {
    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));

    /** What a build, a test or a farm makes, and a file of which the page says that there is none. */
    private static final Set<String> ELSEWHERE = Set.of(
            "application.yml", "farm.json", "frontend/test-results", "imece/locks", "system-tests/target/openapi.json");

    private final Pages pages;

    PagesTest() throws IOException {
        Repository repository = Repository.read(HOME);
        Map<String, String> texts = new TreeMap<>();
        for (String file : repository.files()) {
            if (file.matches("(README|CONTRIBUTING|CHANGELOG)\\.md|docs/.+\\.md")) {
                texts.put(file, Files.readString(HOME.resolve(file)));
            }
        }
        pages = new Pages(texts, repository);
    }

    @Test
    void everyLinkLeadsSomewhere() {
        assertThat(pages.pages()).hasSizeGreaterThan(40);
        assertThat(pages.pages().keySet().stream().flatMap(page -> pages.brokenLinks(page).stream()))
                .isEmpty();
    }

    @Test
    void everyTypeAndFileThatAPageNamesIsThere() {
        List<String> today = pages.pages().keySet().stream()
                .filter(page -> !page.startsWith("docs/decisions/"))
                .toList();

        // The glossary names what is gone, and has a test of its own.
        assertThat(today.stream()
                        .filter(page -> !page.equals("docs/glossary.md"))
                        .flatMap(page -> pages.unknownTypes(page).stream()))
                .isEmpty();
        assertThat(today.stream().flatMap(page -> pages.unknownFiles(page, ELSEWHERE).stream()))
                .isEmpty();
    }

    @Test
    void aNewcomerGetsFromTheReadmeToTheRulesInThreeHops() throws IOException {
        String contributing = pages.pages().getOrDefault("CONTRIBUTING.md", "");
        String steps = contributing
                .lines()
                .dropWhile(line -> !line.startsWith("From the README to the line that decides"))
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.matches("\\d\\. .*"))
                .collect(Collectors.joining("\n"));
        List<String> way = new Pages(Map.of("steps", steps), pages.repository()).linked("steps");

        assertThat(way).hasSizeBetween(2, 4).startsWith("README.md");
        for (int hop = 1; hop < way.size(); hop++) {
            assertThat(pages.linked(way.get(hop - 1))).contains(way.get(hop));
        }
        assertThat(Files.readString(HOME.resolve(way.getLast())))
                .contains("final class Transitions", "public static Decision on(Job job, ");
    }

    @Test
    void theReadmeStaysShort() {
        assertThat(pages.pages().getOrDefault("README.md", "").split("\\s+", -1))
                .hasSizeLessThanOrEqualTo(1_200);
    }

    @Test
    void theChangelogGoesBackToTheLastRelease() throws IOException {
        String commit = Files.readString(HOME.resolve("common/golden/last-release/COMMIT"))
                .strip();

        assertThat(pages.pages().getOrDefault("CHANGELOG.md", "")).contains("\n## " + commit.substring(0, 7) + ", ");
    }

    @Test
    void whatIsNamedAndNotThereIsFound() {
        Repository repository = new Repository(Set.of("docs/a.md", "x/job/Rule.java"), Set.of("Rule"));
        Map<String, String> texts = Map.of("docs/a.md", """
                # Some heading, here
                `Rule.on(…)`, `job/Rule`, `IMECE_NAME`, [itself](a.md#some-heading-here), `Role`, `job/Role`, `b.md`
                [other](b.md), [up](../x/job/Rule.java), [part](#other), [web](https://example.org/c.md)
                ```sh
                `Block`
                ```
                """);
        Pages page = new Pages(texts, repository);

        assertThat(page.unknownTypes("docs/a.md"))
                .containsExactly("docs/a.md names the type Role, which no source knows");
        assertThat(page.unknownFiles("docs/a.md", Set.of("b.md")))
                .containsExactly("docs/a.md names the file job/Role, which is not there");
        assertThat(page.brokenLinks("docs/a.md"))
                .containsExactly(
                        "docs/a.md links b.md, which is not there",
                        "docs/a.md links #other, but docs/a.md has no such heading");
        assertThat(page.linked("docs/a.md")).containsExactly("docs/a.md", "docs/b.md", "x/job/Rule.java");
    }
}
