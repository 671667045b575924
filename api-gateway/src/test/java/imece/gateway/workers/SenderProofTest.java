package imece.gateway.workers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SenderProofTest {

    @Test
    void aNodeSpeaksForItsOwnWorkersAndForNoOthers() {
        assertThat(SenderProof.of("w-attic", "attic", false, true)).isEqualTo(SenderProof.NODE);
        assertThat(SenderProof.of("w-attic", "attic.2", true, false)).isEqualTo(SenderProof.NODE);
        assertThat(SenderProof.of("w-attic", "cellar", false, true)).isEqualTo(SenderProof.OTHER_NODE);
        assertThat(SenderProof.of("w-attic", "attic-2", false, true)).isEqualTo(SenderProof.OTHER_NODE);
    }

    @Test
    void whoeverHasAUserThatIsNoNodesSpeaksForEveryWorker() {
        assertThat(SenderProof.of("guest", "attic", true, false)).isEqualTo(SenderProof.SHARED);
    }

    @Test
    void whoNamesNobodyIsBelievedAsLongAsWorkersOfTheLastReleaseAre() {
        assertThat(SenderProof.of(null, "attic", false, true)).isEqualTo(SenderProof.LAST_RELEASE);
        assertThat(SenderProof.of(null, "attic", false, false)).isEqualTo(SenderProof.NOBODY);
    }

    @Test
    void butNotForAProcessThatHasNamedItsUserBefore() {
        assertThat(SenderProof.of(null, "attic", true, true)).isEqualTo(SenderProof.NOBODY);
    }

    @Test
    void whatIsProvenOrToleratedIsBelievedAndNothingElse() {
        assertThat(SenderProof.values())
                .filteredOn(SenderProof::believed)
                .containsExactly(SenderProof.NODE, SenderProof.SHARED, SenderProof.LAST_RELEASE);
    }
}
