package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SharedProcessTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final SharedProcess process = new SharedProcess(2);

    @Test
    void runsGoTogether() throws Exception {
        assertThat(process.join(false, new RunStop(), LONG)).isTrue();
        assertThat(process.join(false, new RunStop(), LONG)).isTrue();
        assertThat(process.closed()).isFalse();
    }

    @Test
    void inAProcessWithOneSlotARunHasCompanyWhileThePictureBeforeIsStillPutAway() throws Exception {
        SharedProcess single = new SharedProcess(1);
        assertThat(single.join(false, new RunStop(), LONG)).isTrue();
        assertThat(single.sharedNow()).isFalse();
        assertThat(single.join(false, new RunStop(), LONG)).isTrue();
        assertThat(single.sharedNow()).isTrue();
        single.leave(false);
        assertThat(single.sharedNow()).isFalse();
    }

    @Test
    void oneThatMustBeAloneWaitsForTheOthersAndNothingNewBeginsMeanwhile() throws Exception {
        assertThat(process.join(false, new RunStop(), LONG)).isTrue();
        CompletableFuture<Boolean> alone = joining(true, new RunStop());
        await().until(process::closed);
        CompletableFuture<Boolean> later = joining(false, new RunStop());
        assertThat(alone).isNotDone();

        process.leave(false);
        assertThat(alone.join()).isTrue();
        assertThat(later).isNotDone();

        process.leave(true);
        assertThat(later.join()).isTrue();
        assertThat(process.closed()).isFalse();
    }

    @Test
    void twoThatMustBeAloneGoOneAfterTheOther() throws Exception {
        assertThat(process.join(true, new RunStop(), LONG)).isTrue();
        CompletableFuture<Boolean> second = joining(true, new RunStop());
        process.leave(true);
        assertThat(second.join()).isTrue();
        assertThat(process.closed()).isTrue();
    }

    @Test
    void whoIsStoppedWhileItWaitsLeavesNoTrace() throws Exception {
        assertThat(process.join(false, new RunStop(), LONG)).isTrue();
        RunStop stop = new RunStop();
        CompletableFuture<Boolean> alone = joining(true, stop);
        await().until(process::closed);
        stop.request(RunStop.Cause.ORDERED);
        assertThat(alone.join()).isFalse();
        assertThat(process.closed()).isFalse();
        assertThat(process.join(false, new RunStop(), LONG)).isTrue();
    }

    @Test
    void patienceEnds() throws Exception {
        assertThat(process.join(false, new RunStop(), LONG)).isTrue();
        assertThat(process.join(true, new RunStop(), Duration.ofMillis(60))).isFalse();
        assertThat(process.closed()).isFalse();
    }

    private CompletableFuture<Boolean> joining(boolean alone, RunStop stop) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return process.join(alone, stop, LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
