package imece.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import imece.clock.MonotonicClock;
import imece.contract.StatusEvent;
import imece.gateway.job.Samples;
import imece.gateway.moderation.PictureVerdict;
import imece.gateway.moderation.PictureVerdicts;
import imece.gateway.picture.StoredPictures.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JudgedPicturesTest {

    private static final StatusEvent.Completed DONE = Samples.completed(Samples.run(1, 0, 2));

    @Test
    void aVerdictMakesOfAnEventWhatItSays() {
        StatusEvent.Picture blurred = new StatusEvent.Picture("a".repeat(64), 9, 16, 16);

        assertThat(JudgedPictures.of(DONE, new PictureVerdict.Pending())).isEmpty();
        assertThat(JudgedPictures.of(DONE, new PictureVerdict.NotAsked())).contains(DONE);
        assertThat(JudgedPictures.of(DONE, new PictureVerdict.Allowed())).contains(DONE);
        assertThat(JudgedPictures.of(DONE, new PictureVerdict.Blurred(blurred)))
                .containsInstanceOf(StatusEvent.Completed.class)
                .get()
                .extracting(event -> ((StatusEvent.Completed) event).picture())
                .isEqualTo(blurred);
        StatusEvent.Failed withheld =
                (StatusEvent.Failed) JudgedPictures.of(DONE, new PictureVerdict.Withheld("no zebras", false))
                        .orElseThrow();
        assertThat(withheld.run()).isEqualTo(DONE.run());
        assertThat(withheld.secret()).isEqualTo(DONE.secret());
        assertThat(withheld.failure().retryable())
                .as("it is not drawn again by itself")
                .isFalse();
        assertThat(withheld.failure().message()).endsWith("It says: no zebras");
    }

    @Test
    void aPictureThatIsJudgedIsNotLookedAtAgainAndHeldUntilThereIsAVerdict() {
        Verdicts verdicts = new Verdicts();
        List<UUID> looked = new ArrayList<>();
        ProvenPictures pictures = new ProvenPictures(
                event -> {
                    looked.add(event.run().runId());
                    return Found.THERE;
                },
                verdicts,
                MonotonicClock.system());

        assertThat(pictures.of(List.of(DONE))).isEmpty();
        assertThat(pictures.toAskAgain()).containsExactly(DONE);
        assertThat(pictures.of(List.of(DONE))).isEmpty();
        assertThat(looked).hasSize(1);

        verdicts.said.put(DONE.run().runId(), new PictureVerdict.Withheld(null, true));
        List<StatusEvent.OfRun> folded = pictures.of(List.of(DONE));
        assertThat(folded).hasSize(1).first().isInstanceOf(StatusEvent.Failed.class);
        pictures.settle(folded);
        assertThat(pictures.toAskAgain()).isEmpty();
    }

    /** Verdicts that a test gives. */
    private static final class Verdicts implements PictureVerdicts {

        private final Map<UUID, PictureVerdict> said = new HashMap<>();

        @Override
        public Optional<PictureVerdict> known(UUID run) {
            return Optional.ofNullable(said.get(run));
        }

        @Override
        public PictureVerdict judge(StatusEvent.Completed event) {
            return said.computeIfAbsent(event.run().runId(), run -> new PictureVerdict.Pending());
        }

        @Override
        public void writeDown(UUID job, UUID run) {
            throw new AssertionError("not here");
        }

        @Override
        public void over(UUID run) {
            said.remove(run);
        }
    }
}
