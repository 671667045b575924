package imece.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GatewayPortsTest {

    @Test
    void healthAndMetricsAreAThousandAboveAndAnyPortStaysAnyPort() {
        assertThat(GatewayPorts.management(8080)).isEqualTo(9080);
        assertThat(GatewayPorts.management(GatewayPorts.HIGHEST)).isEqualTo(65_535);
        assertThat(GatewayPorts.management(0)).isZero();
    }

    @Test
    void whatIsNoPortIsRefused() {
        for (int none : new int[] {-1, GatewayPorts.HIGHEST + 1}) {
            assertThatThrownBy(() -> GatewayPorts.management(none)).hasMessageContaining(Integer.toString(none));
        }
    }
}
