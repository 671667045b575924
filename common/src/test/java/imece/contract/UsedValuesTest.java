package imece.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsedValuesTest {

    private static final RenderSpec SPEC = new RenderSpec("a cat", "a dog", null, 64, 64, 20, 7, "euler", "normal", 5);

    @Test
    void whatWasUsedInsteadStandsOverTheSpecAndTheRestAsItWasAskedFor() {
        UsedValues used = UsedValues.fixed("", 30, null, "res_multistep", null, List.of());
        assertThat(used.over(SPEC))
                .isEqualTo(new RenderSpec("a cat", "", null, 64, 64, 30, 7, "res_multistep", "normal", 5));
        assertThat(UsedValues.ALL.over(SPEC)).isEqualTo(SPEC);
    }

    @Test
    void aPromptWithoutItsCommandsIsToldWithTheLorasThatItNamed() {
        UsedValues used = UsedValues.fixed(null, 30, null, null, null, List.of())
                .prompted("a cat", null, List.of(new Lora("paper-cut", 0.5)));
        assertThat(used.over(SPEC).loras()).containsExactly(new Lora("paper-cut", 0.5));
        assertThat(used.byField()).containsOnlyKeys("prompt", "loras", "steps");
    }

    @Test
    void whatAWorkflowSetsJustAsItWasAskedForIsNotWorthAWord() {
        UsedValues fixed = UsedValues.fixed("a dog", 20, 1.5, "euler", "simple", List.of());
        assertThat(fixed.apartFrom(SPEC)).isEqualTo(UsedValues.fixed(null, null, 1.5, null, "simple", List.of()));
    }

    @Test
    void byFieldItNamesWhatDiffersAndWhatNobodyKnows() {
        UsedValues used = UsedValues.fixed(null, 30, null, null, null, List.of("cfgScale"));
        assertThat(used.byField()).containsExactly(entry("steps", 30), entry("cfgScale", null));
        assertThat(UsedValues.ALL.asAsked()).isTrue();
    }

    @Test
    void onTheWireItHoldsOnlyWhatDiffersAndNoMoreThanAnHonestWorkerSays() {
        UsedValues used = UsedValues.fixed(null, 30, null, null, null, List.of());
        assertThat(new String(Wire.write(used), StandardCharsets.UTF_8)).isEqualTo("{\"steps\":30}");
        UsedValues forged =
                UsedValues.fixed("x".repeat(5_000), null, null, "a\0b", null, Collections.nCopies(900, "seed"));
        assertThat(forged.negativePrompt()).hasSize(2_000);
        assertThat(forged.sampler()).doesNotContain("\0");
        assertThat(forged.untold()).hasSize(20);
    }
}
