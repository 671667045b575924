package imece.local.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, 127.0.0.1",
        "0.0.0.0, attic, 127.0.0.1",
        "::, attic, 127.0.0.1",
        "192.168.7.2, 192.168.7.2, 192.168.7.2",
        "fd00::2, [fd00::2], [fd00::2]"
    })
    void othersAndThisMachineReachAServerByName(String listen, String byOthers, String fromHere) {
        assertThat(Addresses.reachable(listen, "attic")).isEqualTo(byOthers);
        assertThat(Addresses.fromHere(listen)).isEqualTo(fromHere);
    }

    @Test
    void knowsTheAddressesOfThisMachine() throws Exception {
        assertThat(Addresses.isOfThisMachine(InetAddress.getByAddress(new byte[4])))
                .isTrue();
        assertThat(Addresses.isOfThisMachine(InetAddress.getByAddress(new byte[] {127, 0, 0, 1})))
                .isTrue();
        assertThat(Addresses.isOfThisMachine(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1})))
                .as("an address for documents only")
                .isFalse();
    }

    @Test
    void theCacheLiesWhereTheVariableSaysOrInTheHomeFolder() {
        assertThat(CacheFolder.of("/var/cache", "/home/ada").root()).isEqualTo(Path.of("/var/cache/imece"));
        assertThat(CacheFolder.of("", "/home/ada").root()).isEqualTo(Path.of("/home/ada/.cache/imece"));
        assertThat(CacheFolder.of(null, "/home/ada").root()).isEqualTo(Path.of("/home/ada/.cache/imece"));
    }
}
