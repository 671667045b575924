package imece.worker.engine.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.UsedValues;
import imece.contract.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is told of the values that a workflow does not leave to the job. */
class ClosedFieldsTest {

    private static final String STANDARD = Workflow.standard().graph().toString();

    @Test
    void theStandardGraphUsesEverythingAsAsked() {
        assertThat(used(STANDARD).asAsked()).isTrue();
        assertThat(ClosedFields.checkpoint(Workflow.standard())).isEmpty();
    }

    @Test
    void whatStandsInTheFileIsWhatWasUsed() {
        String closed = STANDARD.replace("\"{{steps}}\"", "30")
                .replace("\"{{cfgScale}}\"", "1.5")
                .replace("{{sampler}}", "dpm_2")
                .replace("{{scheduler}}", "beta57")
                .replace("{{negativePrompt}}", "blurry")
                .replace("{{checkpoint}}", "dream.safetensors");
        assertThat(used(closed)).isEqualTo(UsedValues.fixed("blurry", 30, 1.5, "dpm2", "beta57", List.of()));
        assertThat(ClosedFields.checkpoint(workflow(closed))).contains("dream.safetensors");
    }

    @Test
    void whatNobodyCanTellIsSaidToBeUnknown() {
        String two = STANDARD.replace("\"{{steps}}\"", "30")
                .replace("\"9\":", "\"12\": {\"class_type\": \"KSampler\", \"inputs\": {\"steps\": 10}}, \"9\":");
        assertThat(used(two)).isEqualTo(UsedValues.untold(List.of("steps")));
        String noCfg = STANDARD.replace("\"cfg\":\"{{cfgScale}}\",", "");
        assertThat(used(noCfg)).isEqualTo(UsedValues.untold(List.of("cfgScale")));
    }

    @Test
    void aNegativeConditioningWithoutATextAvoidsNothing() {
        String zeroed = STANDARD.replace(
                "\"7\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":\"{{negativePrompt}}\",",
                "\"7\":{\"class_type\":\"ConditioningZeroOut\",\"inputs\":{");
        assertThat(zeroed).isNotEqualTo(STANDARD);
        assertThat(used(zeroed)).isEqualTo(UsedValues.fixed("", null, null, null, null, List.of()));
    }

    private static UsedValues used(String json) {
        return ClosedFields.of(workflow(json));
    }

    private static Workflow workflow(String json) {
        return new Workflow(
                Wire.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class).orElseThrow());
    }
}
