package imece.gateway.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import imece.gateway.LimitSettings;
import imece.gateway.http.Problem;
import imece.gateway.http.Refusal;
import imece.gateway.identity.ClientAddress;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressFloodsTest {

    private final HandTurnedTime time = new HandTurnedTime();
    private final AddressFloods floods = new AddressFloods(
            new FloodSettings(3, 5, 4), new LimitSettings(List.of("127.0.0.0/8"), null, 20, 200, 8), time);

    @Test
    void soManyNewVisitorsOfAnAddressComeInAnHourAndNoMore() {
        times(3, () -> floods.newVisitor(address("203.0.113.7")));

        Problem refused = refused(() -> floods.newVisitor(address("203.0.113.7")));
        assertThat(refused.code()).isEqualTo("too-many-new-visitors");
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(20));
        floods.newVisitor(address("203.0.113.8"));

        time.pass(Duration.ofMinutes(20));
        floods.newVisitor(address("203.0.113.7"));
        refused(() -> floods.newVisitor(address("203.0.113.7")));
    }

    @Test
    void whoHoldsManyNetworksOfIpv6IsCountedByTheLargeOne() {
        for (int i = 0; i < 5; i++) {
            floods.newVisitor(address("2001:db8:1:" + i + "::7"));
        }

        refused(() -> floods.newVisitor(address("2001:db8:1:99::7")));
        floods.newVisitor(address("2001:db8:2::7"));
        floods.newVisitor(address("2001:db8:2::8"));
        floods.newVisitor(address("2001:db8:2::9"));
        refused(() -> floods.newVisitor(address("2001:db8:2::a")));
    }

    @Test
    void soManySubmitsOfAnAddressComeInAMinuteAndNoMore() {
        times(4, () -> floods.submit(address("203.0.113.7")));

        Problem refused = refused(() -> floods.submit(address("203.0.113.7")));
        assertThat(refused.code()).isEqualTo("too-many-from-address");
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(15));
        time.pass(Duration.ofSeconds(15));
        floods.submit(address("203.0.113.7"));
    }

    @Test
    void exemptNetworksAreNotCounted() {
        assertThatCode(() -> times(100, () -> {
                    floods.newVisitor(address("127.0.0.1"));
                    floods.submit(address("127.0.0.1"));
                }))
                .doesNotThrowAnyException();
    }

    private static ClientAddress address(String text) {
        return ClientAddress.of(text);
    }

    private static void times(int times, Runnable what) {
        for (int i = 0; i < times; i++) {
            what.run();
        }
    }

    private static Problem refused(Runnable what) {
        Refusal refusal = catchThrowableOfType(Refusal.class, what::run);
        assertThat(refusal).isNotNull();
        return refusal.problem();
    }

    private static final class HandTurnedTime implements TimeMeter {

        private long nanos = 1;

        void pass(Duration by) {
            nanos += by.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
