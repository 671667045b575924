package imece.gateway.submit;

import imece.contract.LaneName;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In which lane a picture waits, and which words may be asked for, as the live slots are. Pure. */
final class LaneChoice {

    private LaneChoice() {}

    /**
     * The lane. A LoRA joins its name where a slot that could take the picture otherwise lacks it: of several the one that
     * fewest of them have. As long as workers of the last release live, nothing joins that their slots would not understand.
     */
    static LaneName of(RenderSpec spec, List<ServingSlot> live) {
        LaneName lane = LaneName.of(spec);
        if (!allTellSamplers(live)) {
            return lane.withoutNeeds();
        }
        List<Set<String>> had = live.stream()
                .filter(slot -> slot.serves(lane))
                .map(ServingSlot::meets)
                .toList();
        return spec.loras().stream()
                .map(Lora::name)
                .min(Comparator.comparingLong(name -> slotsWith(name, had)))
                .filter(rarest -> slotsWith(rarest, had) < had.size())
                .map(lane::needing)
                .orElse(lane);
    }

    /** Whether all of these tell which samplers they take; those of the last release don't. */
    static boolean allTellSamplers(List<ServingSlot> slots) {
        return slots.stream().allMatch(slot -> slot.report().offer().tellsSamplers());
    }

    /**
     * Those of these words that a live slot takes, in their order. All of them as long as a live slot does not tell, or there is
     * none; and always the first, which is what a job gets that does not ask.
     */
    static List<String> taken(
            List<String> words, List<ServingSlot> live, Function<SlotReport, @Nullable List<String>> offered) {
        if (live.isEmpty() || !allTellSamplers(live)) {
            return words;
        }
        Set<String> taken = live.stream()
                .map(slot -> offered.apply(slot.report()))
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        return words.stream()
                .filter(word -> taken.contains(word) || word.equals(words.getFirst()))
                .toList();
    }

    private static long slotsWith(String lora, List<Set<String>> had) {
        return had.stream().filter(has -> has.contains(LaneName.ofLora(lora))).count();
    }
}
