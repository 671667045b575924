package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.RunKey;
import imece.contract.WorkerOrder;
import imece.worker.run.Admission.OrderMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class OrderMemoryTest {

    private static final UUID JOB = new UUID(1, 1);
    private static final UUID RUN = new UUID(2, 2);

    private final TestClock clock = new TestClock(Instant.EPOCH);
    private final OrderMemory memory = new OrderMemory(clock.monotonic());

    @Property
    void aCancelVoidsEverythingUpToItsEpochAndNothingAfter(
            @ForAll @LongRange(min = 0, max = 50) long ordered, @ForAll @LongRange(min = 0, max = 50) long epoch) {
        OrderMemory fresh = new OrderMemory(clock.monotonic());
        fresh.remember(new WorkerOrder.Cancel(JOB, ordered));
        assertThat(fresh.isVoid(JOB, epoch)).isEqualTo(epoch <= ordered);
        assertThat(OrderMemory.ends(new WorkerOrder.Cancel(JOB, ordered), new RunKey(JOB, epoch, 0, RUN)))
                .isEqualTo(epoch <= ordered);
    }

    @Property
    void anAbandonVoidsOlderEpochsOnly(
            @ForAll @LongRange(min = 0, max = 50) long ordered, @ForAll @LongRange(min = 0, max = 50) long epoch) {
        OrderMemory fresh = new OrderMemory(clock.monotonic());
        fresh.remember(new WorkerOrder.Abandon(JOB, ordered, RUN));
        assertThat(fresh.isVoid(JOB, epoch)).isEqualTo(epoch < ordered);
    }

    @Property
    void theOrderOfOrdersDoesNotMatter(
            @ForAll @LongRange(min = 0, max = 9) long first,
            @ForAll @LongRange(min = 0, max = 9) long second,
            @ForAll @LongRange(min = 0, max = 9) long epoch) {
        OrderMemory oneWay = new OrderMemory(clock.monotonic());
        OrderMemory otherWay = new OrderMemory(clock.monotonic());
        oneWay.remember(new WorkerOrder.Cancel(JOB, first));
        oneWay.remember(new WorkerOrder.Abandon(JOB, second, RUN));
        otherWay.remember(new WorkerOrder.Abandon(JOB, second, RUN));
        otherWay.remember(new WorkerOrder.Cancel(JOB, first));
        assertThat(oneWay.isVoid(JOB, epoch)).isEqualTo(otherWay.isVoid(JOB, epoch));
    }

    @Test
    void anAbandonEndsTheRunItNamesAndSparesAnotherRunOfTheSameEpoch() {
        WorkerOrder abandon = new WorkerOrder.Abandon(JOB, 3, RUN);
        assertThat(OrderMemory.ends(abandon, new RunKey(JOB, 3, 0, RUN))).isTrue();
        assertThat(OrderMemory.ends(abandon, new RunKey(JOB, 3, 1, new UUID(9, 9))))
                .isFalse();
        assertThat(OrderMemory.ends(abandon, new RunKey(new UUID(5, 5), 3, 0, RUN)))
                .isFalse();
    }

    @Test
    void anOrderIsRememberedForTenMinutesAndThenForgotten() {
        memory.remember(new WorkerOrder.Cancel(JOB, 3));
        clock.advance(Duration.ofMinutes(10));
        assertThat(memory.isVoid(JOB, 3)).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(memory.isVoid(JOB, 3)).isFalse();
    }

    @Test
    void aRepeatedOrderIsRememberedForTenMinutesMore() {
        memory.remember(new WorkerOrder.Cancel(JOB, 3));
        clock.advance(Duration.ofMinutes(9));
        memory.remember(new WorkerOrder.Cancel(JOB, 3));
        clock.advance(Duration.ofMinutes(9));
        assertThat(memory.isVoid(JOB, 3)).isTrue();
    }

    @Test
    void aClockThatIsSetBackOrForwardMakesItNeitherForgetNorKeepForLonger() {
        memory.remember(new WorkerOrder.Cancel(JOB, 3));
        clock.set(Duration.ofHours(3));
        assertThat(memory.isVoid(JOB, 3)).isTrue();
        clock.set(Duration.ofHours(-6));
        clock.advance(Duration.ofMinutes(10).plusMillis(1));
        assertThat(memory.isVoid(JOB, 3)).isFalse();
    }

    @Test
    void memoryIsBounded() {
        RecentEntries<Integer, Integer> recent = new RecentEntries<>(Duration.ofMinutes(1), 5, clock.monotonic());
        for (int i = 0; i < 100; i++) {
            recent.note(i, i, Math::max);
        }
        assertThat(recent.size()).isEqualTo(5);
        assertThat(recent.get(99)).contains(99);
        assertThat(recent.get(94)).isEmpty();
    }
}
