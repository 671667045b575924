package imece.local.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FarmSettingsTest {
    @Test
    void aFarmOnAllAddressesTellsWorkersNamesAndAsksItselfOverLoopback() {
        FarmSettings open = listening("0.0.0.0");

        assertThat(open.gatewayPorts()).containsExactly(8080, 8081);
        assertThat(open.uploadUrls().split(",")).hasSize(2).noneMatch(url -> url.contains("0.0.0.0"));
        assertThat(open.publicUrl(8081)).isEqualTo("http://localhost:8081");
    }

    @Test
    void aFarmOnOneAddressTellsThatOne() {
        assertThat(listening("192.168.7.2").uploadUrls()).isEqualTo("http://192.168.7.2:8080,http://192.168.7.2:8081");
    }

    private static FarmSettings listening(String address) {
        return new FarmSettings(
                Path.of("."), Path.of("/srv/imece"), 8080, address, null, 2, 1, 80, null, false, List.of(), null);
    }
}
