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
        UsedValues used = new UsedValues("", 30, null, "res_multistep", null, List.of());
        assertThat(used.over(SPEC))
                .isEqualTo(new RenderSpec("a cat", "", null, 64, 64, 30, 7, "res_multistep", "normal", 5));
        assertThat(UsedValues.ALL.over(SPEC)).isEqualTo(SPEC);
    }

    @Test
    void byFieldItNamesWhatDiffersAndWhatNobodyKnows() {
        UsedValues used = new UsedValues(null, 30, null, null, null, List.of("cfgScale"));
        assertThat(used.byField()).containsExactly(entry("steps", 30), entry("cfgScale", null));
        assertThat(UsedValues.ALL.asAsked()).isTrue();
    }

    @Test
    void onTheWireItHoldsOnlyWhatDiffersAndNoMoreThanAnHonestWorkerSays() {
        UsedValues used = new UsedValues(null, 30, null, null, null, List.of());
        assertThat(new String(Wire.write(used), StandardCharsets.UTF_8)).isEqualTo("{\"steps\":30,\"untold\":[]}");
        UsedValues forged =
                new UsedValues("x".repeat(5_000), null, null, "a\0b", null, Collections.nCopies(900, "seed"));
        assertThat(forged.negativePrompt()).hasSize(2_000);
        assertThat(forged.sampler()).doesNotContain("\0");
        assertThat(forged.untold()).hasSize(20);
    }
}
