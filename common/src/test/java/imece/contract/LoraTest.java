package imece.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoraTest {

    @ParameterizedTest
    @CsvSource({
        "paper-cut, paper-cut",
        "paper-cut.safetensors, paper-cut",
        "styles\\paper.cut.SAFETENSORS, styles/paper.cut",
        "styles/v1.5.pt, styles/v1.5",
        "v1.5, v1.5"
    })
    void oneFileHasOneNameWhicheverEngineListsIt(String listed, String plain) {
        assertThat(Lora.plain(listed)).isEqualTo(plain);
    }
}
