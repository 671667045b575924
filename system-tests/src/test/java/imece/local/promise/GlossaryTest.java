package imece.local.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One word for one idea: what the glossary says is so in the sources. */
class GlossaryTest {
    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));

    /** What tests stand on, and lie with them in a module of their own, is none. */
    private static final String PROGRAMS = "(?!system-tests/).+/src/main/java/.+(?<!package-info)\\.java";

    private static final String PAGE = """
            | word | meaning | in the code | on the wire and in rows | formerly | whose |
            |---|---|---|---|---|---|
            | slot | a GPU | `SlotId` | `place` | `Avoid`, `job.Place` | own |
            """;

    private final Repository repository;

    GlossaryTest() throws IOException {
        repository = Repository.read(HOME);
    }

    @Test
    void everyWordIsInTheCodeAndWhatIsGoneStaysAway() throws IOException {
        Glossary glossary = Glossary.of(Files.readString(HOME.resolve("docs/glossary.md")));
        Map<String, String> code = texts("(?!system-tests/.*/Glossary(Test)?\\.java).+\\.(java|tsx?)");

        assertThat(glossary.rows()).hasSizeBetween(30, 45);
        assertThat(glossary.gone()).doesNotHaveDuplicates().hasSizeGreaterThan(40);
        assertThat(glossary.ofNobody()).isEmpty();
        assertThat(glossary.unknown(texts(PROGRAMS))).isEmpty();
        assertThat(glossary.back(code, texts("(README|CONTRIBUTING)\\.md|docs/(?!glossary|decisions/).+\\.md")))
                .isEmpty();
    }

    @Test
    void noTwoTypesHaveOneName() throws IOException {
        assertThat(Glossary.doubled(texts(PROGRAMS))).isEmpty();
    }

    @Test
    void aWordThatIsGoneIsFoundInCodeAndOnPagesButNotInQuotesOrComments() {
        Glossary glossary = Glossary.of(PAGE);

        assertThat(glossary.back(Map.of("A.java", "@JsonProperty(\"Avoid\") SlotId id; // Avoid"), Map.of()))
                .isEmpty();
        assertThat(glossary.back(Map.of("A.java", "Avoid avoid;"), Map.of())).hasSize(1);
        assertThat(glossary.back(Map.of("A.java", "import imece.job.Place;"), Map.of()))
                .hasSize(1);
        assertThat(glossary.back(Map.of("A.java", "Avoidance a; NodePlace p;"), Map.of()))
                .isEmpty();
        assertThat(glossary.back(Map.of(), Map.of("a.md", "Avoid this, see `Avoid`.")))
                .hasSize(1);
        assertThat(glossary.back(Map.of(), Map.of("a.md", "Avoid this."))).isEmpty();
    }

    @Test
    void aTypeOrAWordOfTheWireThatIsNotThereIsTold() {
        Glossary glossary = Glossary.of(PAGE);

        assertThat(glossary.unknown(Map.of("A.java", "record SlotId() { String s = \"place\"; }")))
                .isEmpty();
        assertThat(glossary.unknown(Map.of("A.java", "record SlotId() { String place; }")))
                .hasSize(1);
        assertThat(glossary.unknown(Map.of("A.java", "record Slot() { String s = \"place\"; }")))
                .hasSize(1);
    }

    @Test
    void oneNameForTwoTypesIsTold() {
        String one = "class One { record Part() {} }";
        String sealed = "sealed interface Two { record Part(int a) implements Two {} }";

        assertThat(Glossary.doubled(Map.of("a/One.java", one, "b/One.java", one)))
                .hasSize(1);
        assertThat(Glossary.doubled(Map.of("a/One.java", one, "b/Part.java", "class Part {}")))
                .isEmpty();
        assertThat(Glossary.doubled(
                        Map.of("a/One.java", one, "b/Part.java", "class Part {}", "c/Use.java", "One.Part part;")))
                .hasSize(1);
        assertThat(Glossary.doubled(
                        Map.of("a/Two.java", sealed, "b/Part.java", "class Part {}", "c/Use.java", "Two.Part part;")))
                .isEmpty();
    }

    private Map<String, String> texts(String which) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (String file : repository.files()) {
            if (file.matches(which)) {
                texts.put(file, Files.readString(HOME.resolve(file)));
            }
        }
        return texts;
    }
}
