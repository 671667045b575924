package imece.local.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenFarmNoteTest {

    @Test
    void whoeverOpensAFarmToOthersIsTold() {
        assertThat(OpenFarmNote.of("0.0.0.0", Map.of())).get().asString().contains("0.0.0.0", "IMECE_ACCESS_MODE");
        assertThat(OpenFarmNote.of("192.168.1.5", Map.of("IMECE_ACCESS_MODE", "OPEN")))
                .isPresent();
    }

    @Test
    void whoeverKeepsItToThemselvesOrToPeopleTheyKnowIsNot() {
        assertThat(OpenFarmNote.of("127.0.0.1", Map.of())).isEmpty();
        assertThat(OpenFarmNote.of("::1", Map.of())).isEmpty();
        assertThat(OpenFarmNote.of("0.0.0.0", Map.of("IMECE_ACCESS_MODE", "accounts")))
                .isEmpty();
        assertThat(OpenFarmNote.of("0.0.0.0", Map.of("IMECE_ACCESS_MODE", "invite")))
                .isEmpty();
    }
}
