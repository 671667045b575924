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

    /** Nodes whose picture is larger than what goes in, by a factor or up to a number of pixels that no job chooses. */
    private static final Set<String> ENLARGES = Set.of(
            "ImageUpscaleWithModel", "ImageScaleBy", "ImageScaleToTotalPixels", "LatentUpscaleBy", "UltimateSDUpscale");

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
        if (json.get().path("prompt").isObject() && !json.get().path("prompt").has("class_type")) {
            return Read.wrong(
                    "The workflow file " + file + " is wrapped, as for a call of ComfyUI's API: what stands in its"
                            + " field \"prompt\" is the graph; keep that and nothing around it.");
        }
        List<String> faults = faults(file, new Workflow(json.get()));
        return faults.isEmpty()
                ? new Read(Optional.of(new Workflow(json.get())), faults)
                : new Read(Optional.empty(), faults);
    }

    /** Why its pictures could never be a job's. */
    private static List<String> outputFaults(Path file, Workflow workflow) {
        List<String> faults = new ArrayList<>();
        workflow.graph().properties().forEach(node -> {
            String nodeClass = node.getValue().path("class_type").stringValue("");
            String named = "node " + node.getKey() + " (" + nodeClass + ")";
            if (nodeClass.contains("Websocket") || nodeClass.contains("WebSocket")) {
                faults.add("The workflow file " + file + " hands its picture over through a socket, in " + named
                        + ": save it with SaveImage instead.");
            }
            if (ENLARGES.contains(nodeClass) && !endsInTheAskedSize(workflow)) {
                faults.add("The workflow file " + file + " enlarges the picture by a factor, in " + named
                        + ", but a job gets the size that it asks for: take that node out, or let the node ImageScale bring"
                        + " the picture to {{width}} and {{height}} before it is saved.");
            }
        });
        return faults;
    }

    /** Whether a node scales or cuts a picture to the size of the job; the node of the empty latents does not. */
    private static boolean endsInTheAskedSize(Workflow workflow) {
        return workflow.graph().valueStream().anyMatch(node -> {
            String nodeClass = node.path("class_type").stringValue("");
            Set<String> words = new Workflow(node.path("inputs")).marks();
            boolean resizes = nodeClass.startsWith("ImageScale") || nodeClass.contains("Resize");
            return resizes && words.contains(Placeholder.WIDTH.word()) && words.contains(Placeholder.HEIGHT.word());
        });
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
        faults.addAll(outputFaults(file, workflow));
        return faults;
    }
}
