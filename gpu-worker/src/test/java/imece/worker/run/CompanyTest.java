package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CompanyTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Company company = new Company(2);

    @Test
    void runsGoTogether() throws Exception {
        assertThat(company.join(false, new RunStop(), LONG)).isTrue();
        assertThat(company.join(false, new RunStop(), LONG)).isTrue();
        assertThat(company.closed()).isFalse();
    }

    @Test
    void inAProcessWithOneSlotARunHasCompanyWhileThePictureBeforeIsStillPutAway() throws Exception {
        Company single = new Company(1);
        assertThat(single.join(false, new RunStop(), LONG)).isTrue();
        assertThat(single.sharedNow()).isFalse();
        assertThat(single.join(false, new RunStop(), LONG)).isTrue();
        assertThat(single.sharedNow()).isTrue();
        single.leave(false);
        assertThat(single.sharedNow()).isFalse();
    }

    @Test
    void oneThatMustBeAloneWaitsForTheOthersAndNothingNewBeginsMeanwhile() throws Exception {
        assertThat(company.join(false, new RunStop(), LONG)).isTrue();
        CompletableFuture<Boolean> alone = joining(true, new RunStop());
        await().until(company::closed);
        CompletableFuture<Boolean> later = joining(false, new RunStop());
        assertThat(alone).isNotDone();

        company.leave(false);
        assertThat(alone.join()).isTrue();
        assertThat(later).isNotDone();

        company.leave(true);
        assertThat(later.join()).isTrue();
        assertThat(company.closed()).isFalse();
    }

    @Test
    void twoThatMustBeAloneGoOneAfterTheOther() throws Exception {
        assertThat(company.join(true, new RunStop(), LONG)).isTrue();
        CompletableFuture<Boolean> second = joining(true, new RunStop());
        company.leave(true);
        assertThat(second.join()).isTrue();
        assertThat(company.closed()).isTrue();
    }

    @Test
    void whoIsStoppedWhileItWaitsLeavesNoTrace() throws Exception {
        assertThat(company.join(false, new RunStop(), LONG)).isTrue();
        RunStop stop = new RunStop();
        CompletableFuture<Boolean> alone = joining(true, stop);
        await().until(company::closed);
        stop.request(RunStop.Cause.ORDERED);
        assertThat(alone.join()).isFalse();
        assertThat(company.closed()).isFalse();
        assertThat(company.join(false, new RunStop(), LONG)).isTrue();
    }

    @Test
    void patienceEnds() throws Exception {
        assertThat(company.join(false, new RunStop(), LONG)).isTrue();
        assertThat(company.join(true, new RunStop(), Duration.ofMillis(60))).isFalse();
        assertThat(company.closed()).isFalse();
    }

    private CompletableFuture<Boolean> joining(boolean alone, RunStop stop) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return company.join(alone, stop, LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
