package imece.worker.engine.comfyui;

import imece.contract.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads a workflow that somebody has exported from ComfyUI, and says everything that is missing in it. */
final class WorkflowFile {

    private WorkflowFile() {}

    /**
     * What was read.
     *
     * @param workflow empty if there are faults
     * @param faults a sentence each
     */
    record Read(Optional<Workflow> workflow, List<String> faults) {
        private static Read wrong(String fault) {
            return new Read(Optional.empty(), List.of(fault));
        }
    }

    static Read read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            return Read.wrong(
                    "The workflow file " + file + " can't be read: there is no such file, or no right to it.");
        }
        Optional<JsonNode> json = Wire.read(bytes, JsonNode.class);
        if (json.isEmpty() || !json.get().isObject() || json.get().isEmpty()) {
            return Read.wrong("The workflow file " + file + " is no JSON object with nodes in it.");
        }
        if (json.get().path("nodes").isArray()) {
            return Read.wrong("The workflow file " + file
                    + " has the editor's format; export it in ComfyUI with \"Export (API)\" instead.");
        }
        List<String> faults = faults(file, new Workflow(json.get()));
        return faults.isEmpty()
                ? new Read(Optional.of(new Workflow(json.get())), faults)
                : new Read(Optional.empty(), faults);
    }

    private static List<String> faults(Path file, Workflow workflow) {
        List<String> faults = new ArrayList<>();
        workflow.graph().properties().forEach(node -> {
            if (!node.getValue().path("class_type").isString()) {
                faults.add("Node " + node.getKey() + " of the workflow file " + file + " has no class_type.");
            }
        });
        Set<Placeholder> present = workflow.placeholders();
        Arrays.stream(Placeholder.values())
                .filter(each -> each.required() && !present.contains(each))
                .forEach(each -> faults.add(
                        "The workflow file " + file + " has no " + each.text() + ": put it " + each.place() + "."));
        String known =
                Arrays.stream(Placeholder.values()).map(Placeholder::text).collect(Collectors.joining(", "));
        workflow.marks().stream()
                .filter(word -> Placeholder.of(word).isEmpty())
                .forEach(word -> faults.add("{{" + word + "}} in the workflow file " + file
                        + " means nothing; what can stand there is " + known + "."));
        return faults;
    }
}
