package imece.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.feed.SocketCounts.SocketDecision;
import imece.gateway.feed.SocketCounts.SocketDecision.Admitted;
import imece.gateway.feed.SocketCounts.SocketDecision.Full;
import imece.gateway.feed.SocketCounts.SocketLimit;
import imece.gateway.feed.SocketCounts.SocketPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SocketCountsTest {

    private static final UUID ONE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(1, 2);
    private static final String ADDRESS = "203.0.113.7";

    @Test
    void eachOfTheThreeLimitsHoldsByItself() {
        SocketCounts counts = new SocketCounts(2, 3, 5);
        place(counts, ONE, ADDRESS);
        place(counts, ONE, ADDRESS);
        assertThat(limit(counts, ONE, "elsewhere")).isEqualTo(SocketLimit.VISITOR);
        place(counts, OTHER, ADDRESS);
        assertThat(limit(counts, OTHER, ADDRESS)).isEqualTo(SocketLimit.ADDRESS);
        place(counts, OTHER, null);
        place(counts, new UUID(1, 3), null);
        assertThat(limit(counts, new UUID(1, 4), null)).isEqualTo(SocketLimit.GATEWAY);
        assertThat(counts.taken()).isEqualTo(5);
    }

    @Test
    void anExemptAddressHasNoLimitAndItsVisitorsDo() {
        SocketCounts counts = new SocketCounts(2, 1, 100);
        for (int i = 0; i < 10; i++) {
            place(counts, new UUID(2, i), null);
        }
        place(counts, ONE, null);
        place(counts, ONE, null);
        assertThat(limit(counts, ONE, null)).isEqualTo(SocketLimit.VISITOR);
    }

    @Test
    void aPlaceIsGivenBackOnceHoweverOftenItsSocketEnds() {
        SocketCounts counts = new SocketCounts(1, 1, 2);
        SocketPlace place = place(counts, ONE, ADDRESS);
        place(counts, OTHER, null);

        place.free();
        place.free();

        assertThat(counts.taken()).isEqualTo(1);
        place(counts, ONE, ADDRESS);
        assertThat(limit(counts, new UUID(1, 3), "elsewhere")).isEqualTo(SocketLimit.GATEWAY);
    }

    @Test
    void whoIsRefusedTakesNothing() {
        SocketCounts counts = new SocketCounts(1, 10, 10);
        SocketPlace place = place(counts, ONE, ADDRESS);
        for (int i = 0; i < 10_000; i++) {
            assertThat(limit(counts, ONE, ADDRESS)).isEqualTo(SocketLimit.VISITOR);
        }
        assertThat(counts.taken()).isEqualTo(1);
        place.free();
        assertThat(counts.taken()).isZero();
        assertThat(counts.remembered()).isZero();
    }

    @Test
    void manyThreadsNeverTakeMoreThanThereAreAndLeaveNothingBehind() throws Exception {
        SocketCounts counts = new SocketCounts(20, 50, 60);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> most = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                UUID visitor = new UUID(3, thread % 4);
                String address = thread % 2 == 0 ? ADDRESS : null;
                most.add(threads.submit(() -> comeAndGo(counts, visitor, address)));
            }
            for (Future<Integer> seen : most) {
                assertThat(seen.get()).isBetween(1, 60);
            }
        }
        assertThat(counts.taken()).isZero();
        assertThat(counts.remembered()).isZero();
    }

    private static int comeAndGo(SocketCounts counts, UUID visitor, @Nullable String address) {
        int most = 0;
        for (int round = 0; round < 200; round++) {
            List<SocketPlace> held = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                if (counts.admit(visitor, address) instanceof Admitted admitted) {
                    held.add(admitted.place());
                }
                most = Math.max(most, counts.taken());
            }
            held.forEach(SocketPlace::free);
        }
        return most;
    }

    private static SocketPlace place(SocketCounts counts, UUID visitor, @Nullable String address) {
        SocketDecision admission = counts.admit(visitor, address);
        assertThat(admission).isInstanceOf(Admitted.class);
        return ((Admitted) admission).place();
    }

    private static SocketLimit limit(SocketCounts counts, UUID visitor, @Nullable String address) {
        SocketDecision admission = counts.admit(visitor, address);
        assertThat(admission).isInstanceOf(Full.class);
        assertThat(counts.full(visitor, address)).isEqualTo(((Full) admission).limit());
        return ((Full) admission).limit();
    }
}
