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
    void whatNotEveryEngineHasJoinsTheName() {
        LaneName rare = LaneName.of(sampled("dpmpp_sde", "ddim_uniform", null));
        assertThat(rare.text()).isEqualTo("with:ddim_uniform+dpmpp_sde:default");
        assertThat(LaneName.parse(rare.text())).isEqualTo(rare);
        assertThat(LaneName.of(sampled("heun", "karras", "x")).text())
                .as("every kind has these")
                .isEqualTo("x");
        LaneName one = LaneName.of(spec("x", true, true)).needing("styles/paper-cut.safetensors");
        assertThat(one.text()).isEqualTo("img2img:with:" + LaneName.ofLora("styles/paper-cut") + ":x");
        assertThat(LaneName.parse(one.text())).isEqualTo(one);
        assertThat(one.withoutNeeds().text()).isEqualTo("img2img:lora:x");
        assertThat(LaneName.of(sampled("euler", "normal", "with:y:x")).text()).isEqualTo("checkpoint:with:y:x");
    }

    @Test
    void theLongestNameWithAllNeedsStillMakesAQueue() {
        RenderSpec asked = sampled("dpmpp_sde", "ddim_uniform", LONG);
        LaneName name = LaneName.of(asked);
        LaneName most = new LaneName(true, true, name.needs(), name.checkpoint()).needing("l");
        assertThat(Topology.jobQueue(most.text())).hasSizeLessThan(256);
    }

    @Test
    void aSlotServesALaneOfWhichItMeetsEveryNeed() {
        LaneName rare = LaneName.of(sampled("uni_pc", "ddim_uniform", null));
        Set<String> meets = new LiveEvent.EngineOffer(
                        List.of(), List.of(), List.of("euler", "uni_pc"), List.of("ddim_uniform"))
                .meets();
        assertThat(rare.servedBy(true, true, meets, Set.of())).isTrue();
        assertThat(rare.servedBy(true, true, Set.of("uni_pc"), Set.of())).isFalse();
        assertThat(rare.servedBy(true, true, Set.of()))
                .as("one that tells nothing")
                .isFalse();
        LaneName one = LaneName.of(spec(null, false, true)).needing("paper-cut");
        Set<String> has = new LiveEvent.EngineOffer(List.of(), List.of("paper-cut.safetensors")).meets();
        assertThat(one.servedBy(false, true, has, Set.of())).isTrue();
        assertThat(one.servedBy(false, false, has, Set.of())).isFalse();
        assertThat(one.servedBy(false, true, Set.of(), Set.of())).isFalse();
    }

    private static RenderSpec sampled(
            String sampler, String scheduler, @org.jspecify.annotations.Nullable String checkpoint) {
        return new RenderSpec("x", "", checkpoint, 64, 64, 1, 1, sampler, scheduler, 1);
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
