package imece.local.promise;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.promise.PromiseRules.Fault;
import imece.local.promise.TestSources.TestClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each of the rules can be broken, and then says so. */
class PromiseRulesTest {
    private static final String PAGE = """
        ## Faults

        | promise | `test` | `--all` |
        |---|---|---|
        | a worker dies | `DeathIT` | `LongIT`, `DeathIT#twenty` |

        ## Promises of the README

        | promise | `test` | `--all` |
        |---|---|---|
        | It is quick. | `LineIT`, `line.spec.ts` | |
        """;
    private static final String README = "# Imece\n\nIt is quick.\n";

    private final Map<String, TestClass> classes = Map.of(
            "DeathIT", TestSources.read("DeathIT", """
                class DeathIT {
                    @Test
                    void once() {
                    }

                    @Test
                    @FullRunOnly
                    void twenty() throws Exception {
                    }
                }
                """),
            "LongIT", TestSources.read("LongIT", """
                /** Takes long. */
                @FullRunOnly
                class LongIT {
                    @Test
                    void long() {
                    }
                }
                """),
            "LineIT", TestSources.read("LineIT", """
                class LineIT {

                    @Test
                    void moves() {
                    }
                }
                """));
    private final TestSources sources = new TestSources(classes, Set.of("line.spec.ts"));

    @Test
    void aPageThatIsRightIsNotComplainedAbout() {
        PromiseRules rules = rules(PAGE);
        assertThat(rules.ofTheRows()).isEmpty();
        assertThat(rules.ofWhatIsLeftOut()).isEmpty();
        assertThat(rules.ofTheClasses()).isEmpty();
        assertThat(rules.ofTheFaults(List.of(new Fault("a worker dies", List.of("DeathIT")))))
                .isEmpty();
        assertThat(rules.ofTheReadme(README, Set.of())).isEmpty();
    }

    @Test
    void aPromiseNeedsATestOfTheShortRun() {
        assertThat(rules(PAGE.replace("`LineIT`, `line.spec.ts`", "")).ofTheRows())
                .containsExactly("No test of the short run looks at: It is quick.");
    }

    @Test
    void aNameThatIsNoTestsIsRefused() {
        assertThat(rules(PAGE.replace("`DeathIT`", "`DeadIT`")).ofTheRows()).hasSize(1);
        assertThat(rules(PAGE.replace("#twenty", "#thirty")).ofTheRows()).hasSize(1);
        assertThat(rules(PAGE.replace("line.spec", "none.spec")).ofTheRows()).hasSize(1);
    }

    @Test
    void aNameUnderTheWrongRunIsRefused() {
        assertThat(rules(PAGE.replace("`DeathIT`", "`LongIT`")).ofTheRows())
                .containsExactly("LongIT is not in the run under which it stands, named for: a worker dies");
        assertThat(rules(PAGE.replace("`LineIT`,", "`DeathIT#twenty`,")).ofTheRows())
                .hasSize(1);
        assertThat(rules(PAGE.replace("`LongIT`", "`LineIT`")).ofTheRows()).hasSize(1);
        assertThat(rules(PAGE.replace("DeathIT#twenty", "DeathIT#once")).ofTheRows())
                .hasSize(1);
    }

    @Test
    void whatIsLeftOutHasToBeNamed() {
        assertThat(rules(PAGE.replace("`LongIT`, `DeathIT#twenty`", "")).ofWhatIsLeftOut())
                .hasSize(2);
        TestClass bare = TestSources.read("BareIT", "@Tag(\"all\")\nclass BareIT {\n}");
        assertThat(new PromiseRules(PromisePage.read(PAGE), new TestSources(Map.of("BareIT", bare), Set.of()))
                        .ofWhatIsLeftOut())
                .hasSize(1);
    }

    @Test
    void anIntegrationTestThatStandsBehindNothingIsFound() {
        assertThat(rules(PAGE.replace("`LineIT`, ", "")).ofTheClasses())
                .containsExactly("LineIT stands behind no promise of docs/tests.md");
    }

    @Test
    void aFaultWithoutARowOrAClassOrThatNobodyTellsOfAnyMoreIsFound() {
        PromiseRules rules = rules(PAGE);
        Fault known = new Fault("a worker dies", List.of("DeathIT"));
        assertThat(rules.ofTheFaults(List.of(known, new Fault("a disk is full", List.of("DeathIT")))))
                .containsExactly("docs/tests.md lacks a row of these words: a disk is full");
        assertThat(rules.ofTheFaults(List.of(new Fault("a worker dies", List.of("LongIT")))))
                .containsExactly("No class of the short run is named for: a worker dies");
        assertThat(rules.ofTheFaults(List.of(new Fault("a worker dies", List.of("DeathIT", "GoneIT")))))
                .containsExactly("GoneIT does not exist, named for: a worker dies");
        assertThat(rules.ofTheFaults(List.of())).containsExactly("No page tells of this fault any more: a worker dies");
    }

    @Test
    void theReadmeIsQuotedAndNoneOfItsSectionsForgotten() {
        PromiseRules rules = rules(PAGE);
        assertThat(rules.ofTheReadme("# Imece\n\nIt is slow.\n", Set.of())).hasSize(2);
        assertThat(rules.ofTheReadme(README + "\n## New\n\nIt is cheap.\n", Set.of("Old")))
                .containsExactly("No test is named for the README's section: New");
        assertThat(rules.ofTheReadme(README + "\n## New\n\nIt is cheap.\n", Set.of("New")))
                .isEmpty();
    }

    private PromiseRules rules(String page) {
        return new PromiseRules(PromisePage.read(page), sources);
    }
}
