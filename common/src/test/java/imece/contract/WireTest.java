package imece.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.StatusEvent.Picture;
import imece.contract.StatusEvent.ReleaseReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "42",
                "{",
                "\u0000",
                "{\"kind\":\"started\"}",
                "{\"kind\":\"started\",\"run\":{\"jobId\":\"no uuid\"}}",
                "{\"kind\":\"marker\",\"id\":null}",
                "{\"kind\":\"completed\",\"run\":[],\"seq\":\"x\"}"
            })
    void garbageIsAnEmptyAnswerAndNeverAnException(String garbage) {
        assertThat(Wire.read(garbage.getBytes(UTF_8), StatusEvent.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "9F86D081884C7D65, 241113, 512, 512",
        "9f86d081884c7d6, 241113, 512, 512",
        "../../etc/passwd, 241113, 512, 512",
        "9f86d081884c7d65, 0, 512, 512",
        "9f86d081884c7d65, -1, 512, 512",
        "9f86d081884c7d65, 241113, 0, 512",
        "9f86d081884c7d65, 241113, 512, -8"
    })
    void aPictureThatCannotBeIsGarbage(String quarterOfSum, long bytes, int width, int height) {
        String picture = "{\"sha256\":\"%s\",\"bytes\":%d,\"width\":%d,\"height\":%d}"
                .formatted(quarterOfSum.repeat(4), bytes, width, height);

        assertThat(Wire.read(picture.getBytes(UTF_8), Picture.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"kind\":\"tomorrow\",\"x\":1}", "{}"})
    void anUnknownKindIsATypedValue(String unknown) {
        assertThat(Wire.read(unknown.getBytes(UTF_8), StatusEvent.class)).contains(new StatusEvent.Unknown());
        assertThat(Wire.read(unknown.getBytes(UTF_8), LiveEvent.class)).contains(new LiveEvent.Unknown());
        assertThat(Wire.read(unknown.getBytes(UTF_8), WorkerOrder.class)).contains(new WorkerOrder.Unknown());
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(Wire.read("{\"kind\":\"drain\",\"worker\":\"w\",\"new\":{}}".getBytes(UTF_8), WorkerOrder.class))
                .contains(new WorkerOrder.Drain("w"));
    }

    @Test
    void anUnknownReasonIsReadAsUnknown() {
        assertThat(Wire.read("\"aliens\"".getBytes(UTF_8), ReleaseReason.class)).contains(ReleaseReason.UNKNOWN);
    }
}
