package imece.bench.entrance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundTest {
    private static final SourceFile SUBMIT = new SourceFile("gateway", "imece/gateway/submit", "Submit.java");
    private static final SourceFile SLOT = new SourceFile("worker", "imece/worker/slot", "Slot.java");
    private static final SourceFile NAMES = new SourceFile("common", "imece/contract", "Names.java");

    @Test
    void aLineCountsThatThePromptRanAndTheIdleFarmDidNot() {
        Round round = new Round(Set.of(line(SUBMIT, 1)), Set.of(line(SUBMIT, 1), line(SUBMIT, 2)));

        assertThat(Round.met(List.of(round))).containsExactly(line(SUBMIT, 2));
    }

    @Test
    void aLineOfOneRoundInThreeIsChance() {
        Round usual = new Round(Set.of(), Set.of(line(SUBMIT, 1)));
        Round rare = new Round(Set.of(), Set.of(line(SUBMIT, 1), line(SUBMIT, 2)));

        assertThat(Round.met(List.of(usual, rare, usual))).containsExactly(line(SUBMIT, 1));
        assertThat(Round.met(List.of(rare, rare, usual))).containsExactlyInAnyOrder(line(SUBMIT, 1), line(SUBMIT, 2));
    }

    @Test
    void aLineThatRanIdleInAnyRoundIsABeatAndNotThePrompts() {
        Round without = new Round(Set.of(), Set.of(line(SUBMIT, 1), line(SLOT, 1)));
        Round with = new Round(Set.of(line(SLOT, 1)), Set.of(line(SUBMIT, 1), line(SLOT, 1)));

        assertThat(Round.met(List.of(without, without, with))).containsExactly(line(SUBMIT, 1));
    }

    @Test
    void filesPackagesClassesAndLinesAreCountedOnceEach() {
        Tally tally = Tally.of(Set.of(
                line(SUBMIT, 1),
                line(SUBMIT, 2),
                new RanLine(SUBMIT, "Submit$Nested", 2),
                line(new SourceFile("gateway", SUBMIT.folder(), "Other.java"), 1),
                line(new SourceFile("worker", SUBMIT.folder(), "Same.java"), 1),
                line(NAMES, 7)));

        assertThat(tally.files()).hasSize(4);
        assertThat(tally.packages()).isEqualTo(Map.of("gateway", 1, "worker", 1, "common", 1));
        assertThat(tally.classes()).isEqualTo(5);
        assertThat(tally.lines()).isEqualTo(5);
        assertThat(tally.packagesOf("nowhere")).isZero();
    }

    @Test
    void filesStandInTheOrderInWhichTheirLinesWereFirstSeen() {
        Map<String, Set<RanLine>> met = Map.of(
                "gateway", Set.of(line(SUBMIT, 1), line(SUBMIT, 2), line(NAMES, 1)),
                "worker", Set.of(line(SLOT, 1), line(NAMES, 1)));
        Map<RanLine, Double> slow =
                Map.of(line(SUBMIT, 1), 90.0, line(SUBMIT, 2), 30.0, line(SLOT, 1), 60.0, line(NAMES, 1), 61.0);
        Map<RanLine, Double> usual =
                Map.of(line(SUBMIT, 1), 20.0, line(SUBMIT, 2), 20.0, line(SLOT, 1), 40.0, line(NAMES, 1), 20.0);

        List<Encounter> order = Encounter.inOrder(met, List.of(usual, slow, usual));

        assertThat(order)
                .containsExactly(
                        new Encounter(SUBMIT, 20, Set.of("gateway"), 2),
                        new Encounter(NAMES, 20, Set.of("gateway", "worker"), 1),
                        new Encounter(SLOT, 40, Set.of("worker"), 1));
    }

    @Test
    void aFunctionCountsThatWasCalledAfterTheIdleTimeOnly() {
        Map<String, Long> first = Map.of("public: beat", 3L, "public: once", 1L);
        Map<String, Long> idle = Map.of("public: beat", 4L, "public: once", 1L);
        Map<String, Long> last = Map.of("public: beat", 5L, "public: once", 1L, "public: guard", 2L);

        assertThat(CoverageRun.called(first, idle, last)).containsExactly("public: guard");
    }

    private static RanLine line(SourceFile file, int number) {
        return new RanLine(file, file.name(), number);
    }
}
