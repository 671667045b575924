package imece.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.gateway.Networks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "203.0.113.7:4711, 203.0.113.7",
        "::ffff:203.0.113.7, 203.0.113.7",
        "2001:db8:1:2::1, 20010db800010002/64",
        "2001:DB8:1:2:ffff:ffff:ffff:ffff, 20010db800010002/64",
        "2001:db8:1:3::1, 20010db800010003/64",
        "[2001:db8:1:2::1]:4711, 20010db800010002/64",
        "fe80::1%eth0, fe80000000000000/64",
        "unknown, unreadable",
        "dead, unreadable",
        "1.2.3.4.5, unreadable",
        "256.1.1.1, unreadable",
        "'', unreadable"
    })
    void anAddressOfSixCountsAsItsNetworkAndWhatIsNoneAsOneCaller(String remote, String block) {
        assertThat(ClientAddress.of(remote).block()).isEqualTo(block);
    }

    @Test
    void anExemptAddressHasNoBlockAndOneBesideItHas() {
        Networks exempt = Networks.of("x", List.of("127.0.0.0/8", "::1/128", "2001:db8::/32"));

        assertThat(ClientAddress.of("127.9.9.9").blockOutside(exempt)).isEmpty();
        assertThat(ClientAddress.of("::1").blockOutside(exempt)).isEmpty();
        assertThat(ClientAddress.of("::ffff:127.0.0.1").blockOutside(exempt)).isEmpty();
        assertThat(ClientAddress.of("2001:db8:7::1").blockOutside(exempt)).isEmpty();
        assertThat(ClientAddress.of("128.0.0.1").blockOutside(exempt)).contains("128.0.0.1");
        assertThat(ClientAddress.of("garbage").blockOutside(exempt)).contains("unreadable");
        assertThat(ClientAddress.of("127.0.0.1").blockOutside(Networks.of("x", List.of())))
                .contains("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"farm.local", "10.0.0.0/33", "10.0.0.0/x", "10.0.0", ".*", "", "fd00::/129"})
    void whatIsNoNetworkStopsTheStartWithTheNameOfTheSetting(String network) {
        assertThatThrownBy(() -> Networks.of("imece.gateway.trusted-proxies", List.of(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("imece.gateway.trusted-proxies")
                .hasMessageContaining("'" + network + "'")
                .hasMessageContaining("10.0.0.0/8");
    }
}
