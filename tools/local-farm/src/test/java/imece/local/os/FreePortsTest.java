package imece.local.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void isDrawnOnceAlthoughNobodyListensYet() {
        Set<Integer> drawn = new HashSet<>();

        for (int i = 0; i < 2_000; i++) {
            assertThat(drawn.add(FreePorts.any())).isTrue();
        }
    }

    @Test
    void thoseThatFollowEachOtherAreDrawnTogether() {
        int first = FreePorts.any(3);

        for (int port = first; port < first + 3; port++) {
            assertThat(FreePorts.isFree("127.0.0.1", port)).isTrue();
        }
    }

    @Test
    void liesBelowThePortsOfOutgoingConnections() {
        assertThat(FreePorts.range("32768\t60999\n")).isEqualTo(new FreePorts.Range(20_000, 32_767));
        assertThat(FreePorts.range("16000 65535")).isEqualTo(new FreePorts.Range(10_000, 15_999));
        assertThat(FreePorts.range("1024 65535")).isEqualTo(new FreePorts.Range(20_000, 32_767));
        assertThat(FreePorts.range("")).isEqualTo(new FreePorts.Range(20_000, 32_767));
    }
}
