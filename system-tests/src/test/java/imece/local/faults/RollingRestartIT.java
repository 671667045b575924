package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers.Fresh;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every process is replaced, one after the other, while people go on asking for pictures and watching them. */
class RollingRestartIT extends FaultTest {

    private static final int PEOPLE = 4;
    private static final Duration BETWEEN_SUBMITS = Duration.ofSeconds(1);
    /** Longer than a worker's grace for what runs. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(90);
    /** SIGTERM, as Spring Boot ends: 128 + 15. */
    private static final int TERMINATED = 143;

    private final List<Integer> tries = new CopyOnWriteArrayList<>();
    private final List<Long> answered = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    Rig farm(Fresh servers, Path folder) {
        Rig farm = closing(new Rig(folder, servers, 2));
        for (int i = 1; i <= 3; i++) {
            farm.quickWorker("worker-" + i, "gpu-" + i, 40);
        }
        farm.workers().forEach(farm::awaitReady);
        return farm;
    }

    @Test
    void aRollingRestartUnderLoadLosesNothingAndNobodyAsksMoreThanTwice() {
        List<Visitor> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(rig.roamer(i % 2));
        }
        try (ScheduledThreadPoolExecutor crowd = new ScheduledThreadPoolExecutor(PEOPLE)) {
            List<ScheduledFuture<?>> submits = new ArrayList<>();
            people.forEach(one -> submits.add(crowd.scheduleWithFixedDelay(
                    () -> submit(one), 0, BETWEEN_SUBMITS.toMillis(), TimeUnit.MILLISECONDS)));
            await().atMost(SOON).until(() -> answered.size() >= 2 * PEOPLE);
            for (Member worker : rig.workers()) {
                long told = System.nanoTime();
                assertThat(worker.stop(ENDS_WITHIN)).isZero();
                Rig.measured("rolling-worker-drained", System.nanoTime() - told);
                rig.again(worker);
            }
            for (int i = 0; i < 2; i++) {
                long told = System.nanoTime();
                assertThat(rig.gateways().get(i).stop(ENDS_WITHIN)).isEqualTo(TERMINATED);
                Rig.measured("rolling-gateway-drained", System.nanoTime() - told);
                rig.launchGateway(i);
                rig.awaitGateway(i);
            }
            int before = answered.size();
            await().atMost(SOON).until(() -> answered.size() >= before + 2 * PEOPLE);
            submits.forEach(one -> one.cancel(false));
        }

        assertThat(failures).isEmpty();
        assertThat(tries).as("tries per submit").allMatch(count -> count <= 2);
        assertThat(people)
                .allSatisfy(one -> assertThat(one.frames().lostSockets())
                        .as("a socket is lost when its gateway ends, and there are two")
                        .isLessThanOrEqualTo(2));
        Spread unused = Spread.of(answered).measured("rolling-submit-answered");
        System.out.printf(
                "MEASURED what=rolling-submits count=%d asked-twice=%d%n",
                tries.size(), tries.stream().filter(count -> count == 2).count());
        for (Visitor one : people) {
            one.frames().awaitAll(one.submitted(), "complete", LONG);
            one.submitted().forEach(job -> assertThat(rig.rows().outcomes(job)).containsExactly("completed"));
        }
    }

    private void submit(Visitor one) {
        long asked = System.nanoTime();
        try {
            tries.add(one.submitSomewhere("while everything is replaced", 8));
            answered.add(System.nanoTime() - asked);
        } catch (RuntimeException | AssertionError e) {
            failures.add(e);
        }
    }
}
