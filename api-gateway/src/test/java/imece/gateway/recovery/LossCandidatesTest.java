package imece.gateway.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import imece.clock.Moment;
import imece.gateway.recovery.LossCandidates.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A loss is proven by two sightings, four seconds apart, with the marker back in between; by nothing less. */
class LossCandidatesTest {

    private static final Sighting JOB = new Sighting(new UUID(7, 1), 4);
    private static final Sighting OTHER = new Sighting(new UUID(7, 2), 9);

    /** Its counter overflows in between. */
    private static final Moment START = new Moment(Long.MAX_VALUE - 1);

    private final LossCandidates candidates = new LossCandidates();
    private final List<String> sent = new ArrayList<>();

    @Test
    void twoSightingsWithTheMarkerBackProveALossOnce() {
        assertThat(look(0, JOB)).as("seen once").isEmpty();
        candidates.back("marker 1");
        assertThat(look(4, JOB)).containsExactly(JOB);
        assertThat(sent).containsExactly("marker 1");

        assertThat(look(6, JOB)).as("the proof is spent").isEmpty();
        assertThat(sent).containsExactly("marker 1", "marker 2");
    }

    @Test
    void sightingsThatAreTooCloseProveNothingYet() {
        look(0, JOB);
        candidates.back("marker 1");
        assertThat(candidates.look(List.of(JOB), this::marker, START.plus(Duration.ofMillis(3_999))))
                .isEmpty();
        assertThat(look(4, JOB)).as("counted from the first").containsExactly(JOB);
        assertThat(sent).containsExactly("marker 1");
    }

    @Test
    void withoutItsMarkerNothingIsProvenHoweverOftenItIsSeen() {
        look(0, JOB);
        for (int second = 2; second < 15; second += 2) {
            assertThat(look(second, JOB)).isEmpty();
        }
        assertThat(sent).containsExactly("marker 1");
    }

    @Test
    void anothersMarkerProvesNothing() {
        look(0, JOB);
        look(2, JOB, OTHER);
        candidates.back("marker 2");
        candidates.back("marker 0");
        assertThat(look(6, JOB, OTHER)).containsExactly(OTHER);
    }

    @Test
    void aMarkerThatStaysAwayForFifteenSecondsIsSentAnewAndTheProofBeginsAgain() {
        look(0, JOB);
        assertThat(look(15, JOB)).isEmpty();
        assertThat(sent).containsExactly("marker 1", "marker 2");
        candidates.back("marker 1");
        assertThat(look(20, JOB)).as("the first one is out of date").isEmpty();
        candidates.back("marker 2");
        assertThat(look(21, JOB)).containsExactly(JOB);
    }

    @Test
    void aMarkerThatCameBackLateCountsHoweverLongItTookToLookAgain() {
        look(0, JOB);
        candidates.back("marker 1");
        assertThat(look(60, JOB)).containsExactly(JOB);
    }

    @Test
    void aChangedRowIsNoCandidateAnyMore() {
        look(0, JOB);
        candidates.back("marker 1");
        assertThat(look(4, new Sighting(JOB.job(), 5))).isEmpty();
        assertThat(sent).as("a candidate anew").containsExactly("marker 1", "marker 2");
    }

    @Test
    void whatIsNotSeenInBetweenIsCleared() {
        look(0, JOB);
        candidates.back("marker 1");
        assertThat(look(2)).isEmpty();
        assertThat(look(4, JOB)).isEmpty();
        assertThat(sent).containsExactly("marker 1", "marker 2");
    }

    @Test
    void withoutACertainMarkerNobodyIsACandidate() {
        assertThat(candidates.look(List.of(JOB), Optional::empty, START)).isEmpty();
        candidates.back("marker 1");
        assertThat(look(4, JOB)).isEmpty();
        candidates.back("marker 1");
        assertThat(look(8, JOB)).containsExactly(JOB);
    }

    private List<Sighting> look(int second, Sighting... seen) {
        return candidates.look(List.of(seen), this::marker, at(second));
    }

    private Optional<String> marker() {
        sent.add("marker " + (sent.size() + 1));
        return Optional.of(sent.getLast());
    }

    private static Moment at(int second) {
        return START.plus(Duration.ofSeconds(second));
    }
}
