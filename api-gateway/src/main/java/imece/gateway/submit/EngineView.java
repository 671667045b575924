package imece.gateway.submit;

import imece.contract.EngineCapabilities;
import imece.contract.LiveEvent.SlotReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kind of engine that works in the farm now.
 *
 * @param engine its word
 * @param label what it is, honestly, for people
 * @param slots how many live slots run it
 * @param features what all of these slots can do, of: progress, previews, cancel, seed, negative-prompt, checkpoints,
 *     img2img, lora
 * @param checkpoints what at least one of them could load
 * @param loras likewise
 * @param samplers what at least one of them takes from a job; empty = they don't tell, or take none
 * @param schedulers likewise
 */
public record EngineView(
        String engine,
        String label,
        int slots,
        List<String> features,
        Set<String> checkpoints,
        Set<String> loras,
        Set<String> samplers,
        Set<String> schedulers) {

    static EngineView of(String engine, List<SlotReport> slots) {
        List<String> features = new ArrayList<>(features(slots.getFirst()));
        slots.forEach(slot -> features.retainAll(features(slot)));
        return new EngineView(
                engine,
                engine.equals("demo") ? "demo engine - draws patterns, no AI" : engine,
                slots.size(),
                List.copyOf(features),
                names(slots.stream()
                        .flatMap(slot -> Stream.concat(
                                slot.offer().checkpoints().stream(), Stream.ofNullable(slot.checkpoint())))),
                names(slots.stream().flatMap(slot -> slot.offer().loras().stream())),
                names(slots.stream()
                        .flatMap(slot ->
                                Stream.ofNullable(slot.offer().samplers()).flatMap(List::stream))),
                names(slots.stream()
                        .flatMap(slot ->
                                Stream.ofNullable(slot.offer().schedulers()).flatMap(List::stream))));
    }

    private static List<String> features(SlotReport slot) {
        EngineCapabilities can = slot.capabilities();
        if (can == null) {
            return List.of();
        }
        return Stream.of(
                        can.progress() ? "progress" : null,
                        can.preview() ? "previews" : null,
                        can.cancelRunning() ? "cancel" : null,
                        can.seed() ? "seed" : null,
                        can.negativePrompt() ? "negative-prompt" : null,
                        can.checkpointSwitch() ? "checkpoints" : null,
                        can.img2img() ? "img2img" : null,
                        can.lora() ? "lora" : null)
                .filter(Objects::nonNull)
                .toList();
    }

    private static Set<String> names(Stream<String> names) {
        return names.collect(Collectors.toCollection(TreeSet::new));
    }
}
