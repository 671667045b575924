package imece.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.StatusEvent;
import imece.contract.StatusEvent.ReleaseReason;
import imece.gateway.ingest.ProvenPictures.PictureRule;
import imece.gateway.ingest.ProvenPictures.PictureRule.PictureProof;
import imece.gateway.job.Samples;
import imece.gateway.picture.StoredPictures.Found;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PictureRuleTest {

    private static final StatusEvent.Completed EVENT = Samples.completed(Samples.run(1, 0, 1));

    @Test
    void aPictureThatIsThereCompletesItsJobHoweverLateItWasSeen() {
        assertThat(PictureRule.of(EVENT, Found.THERE, Duration.ZERO)).isEqualTo(new PictureProof.Fold(EVENT));
        assertThat(PictureRule.of(EVENT, Found.THERE, Duration.ofHours(1))).isEqualTo(new PictureProof.Fold(EVENT));
    }

    @Test
    void aPictureThatIsMissingIsLookedForAgainAndThenFailsTransiently() {
        assertThat(PictureRule.of(EVENT, Found.MISSING, PictureRule.PATIENCE.minusMillis(1)))
                .isEqualTo(new PictureProof.LookAgain());
        assertThat(failure(Found.MISSING, PictureRule.PATIENCE)).isEqualTo("picture-missing");
    }

    @Test
    void aDiskThatSaysNothingIsGivenLongerButNotForever() {
        assertThat(PictureRule.of(EVENT, Found.UNKNOWN, PictureRule.LONGEST.minusMillis(1)))
                .isEqualTo(new PictureProof.LookAgain());
        assertThat(PictureRule.of(EVENT, Found.UNKNOWN, PictureRule.LONGEST))
                .as("that costs the job nothing")
                .isEqualTo(new PictureProof.Fold(new StatusEvent.Released(
                        EVENT.run(), EVENT.seq(), EVENT.slot(), EVENT.at(), ReleaseReason.STORE_UNAVAILABLE)));
    }

    @Test
    void anotherPictureNeverBecomesTheRightOne() {
        assertThat(failure(Found.OTHER, Duration.ZERO)).isEqualTo("picture-differs");
    }

    private static String failure(Found found, Duration waited) {
        PictureProof verdict = PictureRule.of(EVENT, found, waited);
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        PictureProof.Fold.class,
                        fold -> assertThat(fold.event()).isInstanceOfSatisfying(StatusEvent.Failed.class, failed -> {
                            assertThat(failed.run()).isEqualTo(EVENT.run());
                            assertThat(failed.seq()).isEqualTo(EVENT.seq());
                            assertThat(failed.failure().retryable()).isTrue();
                        }));
        return ((StatusEvent.Failed) ((PictureProof.Fold) verdict).event())
                .failure()
                .code();
    }
}
