package imece.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneNameTest {

    private static final String LONG = "漢字".repeat(200);

    @Test
    void aJobThatAsksForNothingSpecialGoesWhereAnySlotIs() {
        assertThat(LaneName.of(spec(null, false, false)).text()).isEqualTo("default");
        assertThat(LaneName.of(spec("sdxl.safetensors", false, false)).text()).isEqualTo("sdxl.safetensors");
        assertThat(LaneName.of(spec("sdxl.safetensors", true, true)).text()).isEqualTo("img2img:lora:sdxl.safetensors");
        assertThat(LaneName.of(spec(null, false, true)).text()).isEqualTo("lora:default");
    }

    @Test
    void noCheckpointIsMistakenForAnythingElse() {
        List<String> nasty = List.of(
                "default",
                "checkpoint:default",
                "checkpoint:checkpoint:default",
                "lora:default",
                "img2img:default",
                "img2img:lora:x",
                "x",
                LONG,
                LONG + "x",
                "lora:" + LONG);

        List<String> names = nasty.stream()
                .flatMap(name -> Stream.of(
                        LaneName.of(spec(name, false, false)),
                        LaneName.of(spec(name, true, false)),
                        LaneName.of(spec(name, false, true)),
                        LaneName.of(spec(name, true, true))))
                .map(LaneName::text)
                .toList();

        assertThat(names).doesNotHaveDuplicates().doesNotContain("default");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default",
                "a b/c.safetensors [d41d8c]",
                "img2img:x",
                "lora:x",
                "checkpoint:x",
                "img2img:lora:y",
                "ğ"
            })
    void whatWasWrittenIsReadAgain(String checkpoint) {
        for (boolean img2img : List.of(true, false)) {
            for (boolean lora : List.of(true, false)) {
                LaneName name = LaneName.of(spec(checkpoint, img2img, lora));
                assertThat(LaneName.parse(name.text())).isEqualTo(name);
            }
        }
    }

    @Test
    void theLongestNameStillMakesAQueueAndARoutingKey() {
        String name = LaneName.of(spec(LONG, true, true)).text();

        assertThat(Topology.jobQueue(name)).hasSizeLessThan(256);
        assertThat(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeLessThan(256);
    }

    @Test
    void aSlotServesWhatItsEngineCan() {
        Set<String> has = Set.of(LaneName.ofCheckpoint("default"), LaneName.ofCheckpoint("x"));

        assertThat(LaneName.parse("default").servedBy(false, false, Set.of())).isTrue();
        assertThat(LaneName.parse("y").servedBy(true, true, has)).isFalse();
        assertThat(LaneName.of(spec("default", false, false)).servedBy(false, false, has))
                .isTrue();
        assertThat(LaneName.parse("img2img:x").servedBy(false, true, has)).isFalse();
        assertThat(LaneName.parse("img2img:x").servedBy(true, false, has)).isTrue();
        assertThat(LaneName.parse("lora:default").servedBy(true, false, has)).isFalse();
    }

    private static RenderSpec spec(
            @org.jspecify.annotations.Nullable String checkpoint, boolean img2img, boolean lora) {
        return new RenderSpec(
                "x",
                "",
                checkpoint,
                64,
                64,
                1,
                1,
                "euler",
                "normal",
                1,
                lora ? List.of(new Lora("l", 1)) : List.of(),
                img2img ? new UUID(1, 2) : null,
                img2img ? 0.5 : null);
    }
}
