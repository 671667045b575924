package imece.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.ComposeFile;
import imece.page.GeneratedPart;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/settings.md} says what the code says: about each setting, and about nothing that is none. */
class SettingsPageTest {
    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));
    private static final String PAGE = "docs/settings.md";
    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "gpu-worker"})
    void thePageIsWhatTheCodeSaysAboutEachSetting(String module) throws IOException {
        SettingsTable table = settings(module);

        assertThat(table.properties()).hasSizeGreaterThan(10);
        assertThat(table.undescribed()).as("settings without Javadoc").isEmpty();
        assertThat(table.confused())
                .as("settings with the Javadoc of another one")
                .isEmpty();
        GeneratedPart.assertIsOnPage(PAGE, "settings of " + module, table.markdown());
    }

    @Test
    void theDoctorKnowsEachSettingAndNoOther() throws IOException {
        Set<String> read = new TreeSet<>(settings("api-gateway").properties().keySet());
        read.addAll(settings("gpu-worker").properties().keySet());

        assertThat(Setting.ALL.stream().map(Setting::name))
                .as("a new setting has to be told to the doctor, in Setting.ALL")
                .containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void whatStandsUnderSpringBootIsASettingOfIt() throws IOException {
        List<String> named = firstCells("Of Spring Boot");
        StringBuilder known = new StringBuilder();
        for (URL each : Collections.list(getClass().getClassLoader().getResources(METADATA))) {
            try (var in = each.openStream()) {
                known.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known).containsPattern("\"name\": \"" + Pattern.quote(name) + "\""));
    }

    @Test
    void everyVariableOfTheCommandLineAndTheTestsIsThere() throws IOException {
        assertThat(firstCells("Of the command line and the tests"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Setting.OTHERS.stream(), Stream.of("XDG_CACHE_HOME"))
                        .toList());
    }

    @Test
    void thePageAboutEnginesSaysWhatCanBeSetForASlot() throws Exception {
        URL classes = HOME.resolve("gpu-worker/target/classes").toUri().toURL();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes}, getClass().getClassLoader())) {
            Stream<String> read = Arrays.stream(
                            loader.loadClass("imece.worker.SlotSettings").getRecordComponents())
                    .map(RecordComponent::getName);

            assertThat(firstCells("docs/engines.md", "Settings of a slot"))
                    .containsExactlyInAnyOrderElementsOf(read.toList());
        }
    }

    @Test
    void aTableTakesTheDefaultOfTheFileBeforeThatOfTheCode() {
        String metadata = """
                {"properties": [
                  {"name": "a.size", "description": "how\\n large, {@code 1} or more", "defaultValue": "7"},
                  {"name": "a.names", "description": "who", "defaultValue": ["x", "y"]},
                  {"name": "a.path"}]}""";
        SettingsTable table = SettingsTable.read(metadata, Map.of("a", Map.of("size", "${b:2}/8")));

        assertThat(table.undescribed()).containsExactly("a.path");
        assertThat(table.confused()).isEmpty();
        assertThat(SettingsTable.read(metadata.replace("who", "Names how\\n large, {@code 1} or more"), Map.of())
                        .confused())
                .containsExactly("a.names");
        assertThat(table.markdown().lines().skip(2))
                .containsExactly(
                        "| `a.names` | `x,y` | who |",
                        "| `a.path` | not set |  |",
                        "| `a.size` | `${b}/8` | how large, `1` or more |");
    }

    private static SettingsTable settings(String module) throws IOException {
        String file = "%s/src/main/resources/%s.yml".formatted(module, module.substring(module.indexOf('-') + 1));
        return SettingsTable.read(
                Files.readString(HOME.resolve(module).resolve("target/classes").resolve(METADATA)),
                ComposeFile.yaml(file));
    }

    private static List<String> firstCells(String section) throws IOException {
        return firstCells(PAGE, section);
    }

    /** What stands in code style in the first column of the table under this heading. */
    private static List<String> firstCells(String page, String section) throws IOException {
        String text = Files.readString(HOME.resolve(page));
        String rest = text.substring(text.indexOf("\n## " + section + "\n") + 4);
        String part = rest.contains("\n## ") ? rest.substring(0, rest.indexOf("\n## ")) : rest;
        return part.lines()
                .filter(line -> line.startsWith("| `") && !line.contains("`imece.worker.slots[N].`"))
                .map(line -> line.substring(0, line.indexOf(" | ")))
                .flatMap(cell -> Pattern.compile("`([^`]+)`")
                        .matcher(cell)
                        .results()
                        .map(name -> name.group(1))
                        .collect(Collectors.toList())
                        .stream())
                .toList();
    }
}
