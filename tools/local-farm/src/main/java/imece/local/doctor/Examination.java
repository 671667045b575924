package imece.local.doctor;

import java.util.List;
import java.util.stream.Stream;

/** Every check, in the order in which a start would stumble. */
public final class Examination {
    private Examination() {}

    /** Judges; looks at nothing but the facts. */
    public static List<Finding> of(Facts facts) {
        return Stream.of(
                        ToolChecks.of(facts.tools()),
                        MachineChecks.of(facts.machine()),
                        PlaceChecks.of(facts.rooms(), facts.ports()),
                        ServerChecks.of(facts.servers()),
                        GpuChecks.of(facts.gpus()),
                        SettingChecks.of(facts.environment()),
                        FarmChecks.of(facts.farm()))
                .flatMap(List::stream)
                .toList();
    }
}
