package imece.worker.engine.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The steps of graphs with several samplers. */
class GraphStepsTest {

    private static final Workflow TWO = workflow("""
            {"1": {"class_type": "KSamplerSelect", "inputs": {"sampler_name": "euler"}},
             "2": {"class_type": "SamplerCustomAdvanced", "inputs": {}},
             "3": {"class_type": "KSampler", "inputs": {}},
             "4": {"class_type": "ImageUpscaleWithModel", "inputs": {}}}
            """);

    @Test
    void nodesThatOnlyChooseASamplerTakeNoSteps() {
        assertThat(TWO.samplers()).containsExactly("2", "3");
        assertThat(GraphSteps.of(TWO).counts("1")).isFalse();
        assertThat(GraphSteps.of(TWO).counts("4")).isFalse();
    }

    @Test
    void theSecondSamplerGoesOnWhereTheFirstOneEnded() {
        GraphSteps steps = GraphSteps.of(TWO).entered("1").entered("2").progress("2", 5, 20);
        assertThat(steps.finished()).isEqualTo(5);
        assertThat(steps.all()).as("the second one is thought to take as many").isEqualTo(40);
        steps = steps.progress("2", 20, 20).entered("4").entered("3").progress("3", 2, 10);
        assertThat(steps.finished()).isEqualTo(22);
        assertThat(steps.all()).isEqualTo(30);
        assertThat(steps.more()).isFalse();
    }

    @Test
    void ofAGraphWithoutAKnownSamplerAnyNodeCounts() {
        GraphSteps steps = GraphSteps.of(workflow("{\"1\": {\"class_type\": \"Dream\", \"inputs\": {}}}"));
        assertThat(steps.progress("1", 3, 4).finished()).isEqualTo(3);
        assertThat(steps.progress("1", 3, 4).all()).isEqualTo(4);
    }

    @Property(tries = 300)
    void finishedStepsNeverFall(
            @ForAll @Size(max = 60) List<@IntRange(max = 20) Integer> values,
            @ForAll @IntRange(max = 60) int secondBegins) {
        GraphSteps steps = GraphSteps.of(TWO);
        for (int i = 0; i < values.size(); i++) {
            int before = steps.finished();
            steps = steps.progress(i < secondBegins ? "2" : "3", values.get(i), 20);
            assertThat(steps.finished()).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(steps.all());
        }
    }

    private static Workflow workflow(String json) {
        return new Workflow(
                Wire.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class).orElseThrow());
    }
}
