package imece.worker.engine.comfyui;

import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import imece.contract.UsedValues;
import imece.worker.engine.comfyui.Workflow.FixedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a workflow sets itself instead of leaving it to the job, read from its nodes. Pure. */
final class ClosedFields {

    private final Workflow workflow;
    private final Set<Placeholder> open;
    private final List<String> untold = new ArrayList<>();

    private ClosedFields(Workflow workflow) {
        this.workflow = workflow;
        this.open = workflow.placeholders();
    }

    /** What pictures of this workflow are made with. */
    static UsedValues of(Workflow workflow) {
        ClosedFields closed = new ClosedFields(workflow);
        Integer steps = closed.only(Placeholder.STEPS, "steps", JsonNode::isNumber, JsonNode::intValue);
        Double cfgScale = closed.only(Placeholder.CFG_SCALE, "cfg", JsonNode::isNumber, JsonNode::doubleValue);
        String sampler = closed.only(
                Placeholder.SAMPLER, "sampler_name", JsonNode::isString, value -> samplerWord(value.stringValue()));
        String scheduler = closed.only(
                Placeholder.SCHEDULER, "scheduler", JsonNode::isString, value -> schedulerWord(value.stringValue()));
        return UsedValues.fixed(closed.negativePrompt(), steps, cfgScale, sampler, scheduler, closed.untold);
    }

    /** The checkpoint that such a file loads, if it is one. */
    static Optional<String> checkpoint(Workflow workflow) {
        List<String> names = workflow.fixedValues().stream()
                .filter(value ->
                        value.input().equals("ckpt_name") || value.input().equals("unet_name"))
                .map(value -> value.value().asString(""))
                .distinct()
                .toList();
        return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
    }

    /** The one value that stands under this name; if there are several or none, nobody can tell. */
    private <T> @Nullable T only(
            Placeholder field, String input, Predicate<JsonNode> fits, Function<JsonNode, T> read) {
        if (open.contains(field)) {
            return null;
        }
        List<T> values = workflow.fixedValues().stream()
                .filter(value -> value.input().equals(input))
                .map(FixedValue::value)
                .filter(fits)
                .map(read)
                .distinct()
                .toList();
        if (values.size() == 1) {
            return values.getFirst();
        }
        untold.add(field.word());
        return null;
    }

    /** The text behind the samplers' negative conditioning; where no text stands there, nothing is avoided. */
    private @Nullable String negativePrompt() {
        if (open.contains(Placeholder.NEGATIVE_PROMPT)) {
            return null;
        }
        List<String> texts = workflow.graph()
                .valueStream()
                .map(node -> node.path("inputs").path("negative").path(0).asString(""))
                .filter(id -> !id.isEmpty())
                .map(id -> workflow.graph().path(id).path("inputs").path("text"))
                .filter(text -> text.isString() && !text.stringValue().contains(Placeholder.PROMPT.text()))
                .map(JsonNode::stringValue)
                .distinct()
                .toList();
        return texts.isEmpty() ? "" : String.join(", ", texts);
    }

    private static String samplerWord(String name) {
        return name.equals("dpm_2")
                ? Sampler.DPM2.word()
                : Sampler.of(name).map(Sampler::word).orElse(name);
    }

    private static String schedulerWord(String name) {
        return Scheduler.of(name).map(Scheduler::word).orElse(name);
    }
}
