package imece.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.gateway.http.Refusal;
import imece.gateway.submit.JobSubmission.SubmitGate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SubmitGateTest {

    private static final int MOST = SubmitGate.AT_ONCE + SubmitGate.WAITING;

    private final SubmitGate gate = new SubmitGate();

    @Test
    void aFewAreInsideSomeWaitAndOneMoreIsToldToComeBackUntilThereIsRoomAgain() {
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < MOST; i++) {
                all.add(CompletableFuture.supplyAsync(() -> gate.through(() -> waitInside(open, inside)), threads));
            }
            while (gate.crowd() < MOST || inside.get() < SubmitGate.AT_ONCE) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> gate.through(() -> 0))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.problem().code()).isEqualTo("unavailable"));
            assertThat(inside).hasValue(SubmitGate.AT_ONCE);

            open.countDown();
            all.forEach(CompletableFuture::join);
        }
        assertThat(inside).hasValue(MOST);
        assertThat(gate.through(() -> 7)).isEqualTo(7);
    }

    @Test
    void whoeverFailsInsideLeavesItsPlace() {
        for (int i = 0; i < 2 * MOST; i++) {
            assertThatThrownBy(() -> gate.through(() -> {
                        throw new IllegalStateException("the database is away");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(gate.crowd()).isZero();
    }

    private static int waitInside(CountDownLatch open, AtomicInteger inside) {
        int number = inside.incrementAndGet();
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return number;
    }
}
