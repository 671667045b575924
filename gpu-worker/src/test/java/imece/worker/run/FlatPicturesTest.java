package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class FlatPicturesTest {

    @Test
    void threeDifferentJobsAreEnoughAndOneThatComesAgainCountsOnce() {
        FlatPictures two = FlatPictures.NONE.and(job(1)).and(job(2)).and(job(1));
        assertThat(two.enough()).isFalse();
        assertThat(two.and(job(3)).enough()).isTrue();
    }

    private static UUID job(int number) {
        return new UUID(6, number);
    }
}
