package imece.gateway.workers;

import imece.contract.EngineCapabilities;
import imece.contract.LaneName;
import imece.contract.LiveEvent.SlotReport;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A slot and the lanes that it serves.
 *
 * @param worker its worker's name
 * @param checkpoints what its engine could load, in the words of lanes
 */
public record ServingSlot(String worker, SlotReport report, Set<String> checkpoints) {

    static ServingSlot of(String worker, SlotReport report) {
        Stream<String> names =
                Stream.concat(report.offer().checkpoints().stream(), Stream.ofNullable(report.checkpoint()));
        return new ServingSlot(
                worker, report, names.map(LaneName::ofCheckpoint).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether jobs of this lane may run here. */
    public boolean serves(LaneName lane) {
        EngineCapabilities can = report.capabilities();
        return lane.servedBy(can != null && can.img2img(), can != null && can.lora(), checkpoints);
    }
}
