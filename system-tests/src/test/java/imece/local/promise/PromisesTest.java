package imece.local.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import imece.local.promise.PromiseRules.Fault;
import imece.local.promise.TestSources.TestClass;
import imece.tier.FullRunOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Every promise of the README and of the pages about faults is looked at in the short run, by the tests that docs/tests.md names. */
class PromisesTest {
    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));
    private static final Set<String> PROMISES_NOTHING = Set.of(
            "Where things are", "What it is not, and not yet", "Of Spring Boot", "Of the command line and the tests");

    private final TestSources sources = TestSources.of(HOME);
    private final PromiseRules rules = new PromiseRules(PromisePage.read(page("docs/tests.md")), sources);

    PromisesTest() throws IOException {}

    @Test
    void everyRowNamesTestsOfTheRunUnderWhichTheyStand() {
        assertThat(rules.page().rows()).isNotEmpty();
        assertThat(rules.ofTheRows()).isEmpty();
    }

    @Test
    void whatTheShortRunLeavesOutHasATwinInIt() {
        assertThat(rules.ofWhatIsLeftOut()).isEmpty();
    }

    @Test
    void everyIntegrationTestStandsBehindAPromise() {
        assertThat(rules.ofTheClasses()).isEmpty();
    }

    @Test
    void everyFaultThatIsToldOfHappensInTheShortRun() throws IOException {
        List<Fault> faults = faults();
        assertThat(faults).hasSizeGreaterThan(50);
        assertThat(rules.ofTheFaults(faults)).isEmpty();
    }

    @Test
    void everySectionOfTheReadmeAndOfTheSettingsIsHeldToItsWord() throws IOException {
        assertThat(rules.ofTheReadme(page("README.md") + "\n" + page("docs/settings.md"), PROMISES_NOTHING))
                .isEmpty();
    }

    /** And it is written down for {@code ./imece test}, which ends with that list. */
    @Test
    void whatTheSourcesLeaveOutIsWhatJUnitLeavesOut() throws IOException {
        Map<String, Set<String>> discovered = taggedOfThisModule();
        Map<String, Set<String>> read = new TreeMap<>();
        for (TestClass one :
                TestSources.of(HOME, List.of(Path.of("system-tests"))).classes().values()) {
            if (!one.leftOut().isEmpty()) {
                read.put(one.name(), one.fullRunOnly() ? one.methods() : one.fullRunOnlyMethods());
            }
        }
        assertThat(discovered).isNotEmpty().isEqualTo(read);
        Files.write(Files.createDirectories(Path.of("target")).resolve("full-run-only.txt"), sources.leftOut());
    }

    /** The methods that carry the tag, themselves or by their class, as JUnit sees it. */
    private static Map<String, Set<String>> taggedOfThisModule() {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage("imece"))
                .build();
        TestPlan plan = LauncherFactory.create().discover(request);
        Map<String, Set<String>> tagged = new TreeMap<>();
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier test : plan.getDescendants(root)) {
                if (test.getTags().contains(TestTag.create(FullRunOnly.TAG))
                        && test.getSource().orElse(null) instanceof MethodSource source) {
                    String name = source.getClassName();
                    tagged.computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), unused -> new TreeSet<>())
                            .add(source.getMethodName());
                }
            }
        }
        return tagged;
    }

    private static List<Fault> faults() throws IOException {
        Stream<Fault> bounds = PromisePage.lines(page("docs/reliability.md")).stream()
                .filter(line -> line.section().isEmpty() && line.cells().size() == 4)
                .map(line -> new Fault(
                        line.cells().get(0), PromisePage.names(line.cells().get(1))));
        Stream<Fault> answers = PromisePage.lines(page("docs/architecture.md")).stream()
                .filter(line -> line.section().equals("What fails, and what then happens"))
                .map(line -> new Fault(
                        line.cells().get(0), PromisePage.names(line.cells().get(2))));
        return Stream.concat(bounds, answers).toList();
    }

    private static String page(String name) throws IOException {
        return Files.readString(HOME.resolve(name));
    }
}
