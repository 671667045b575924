package imece.worker.slot;

import imece.contract.LaneName;
import imece.contract.LiveEvent.EngineOffer;
import imece.contract.LiveEvent.SlotState;
import imece.worker.engine.EngineHealth;
import imece.worker.engine.EngineProfile;
import imece.worker.run.Run;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the farm is told of a slot that takes jobs, as its engine and its runs have it. Pure. */
final class SlotStates {

    private SlotStates() {}

    /**
     * What it is up to.
     *
     * @param run the one that is told; null = none is in hand
     * @param closed whether a run of this process is alone, or waits to be
     */
    static SlotState of(@Nullable Run run, boolean closed, EngineHealth.State engine) {
        if (run == null && closed) {
            return SlotState.BLOCKED;
        }
        if (run == null || engine == EngineHealth.State.STALLED) {
            return idle(engine);
        }
        return run.stage() == Run.Stage.WAITING_FOR_GPU ? SlotState.WAITING_FOR_GPU : SlotState.BUSY;
    }

    private static SlotState idle(EngineHealth.State engine) {
        return switch (engine) {
            case READY -> SlotState.IDLE;
            case BUSY -> SlotState.BLOCKED;
            case STARTING -> SlotState.STARTING;
            case STALLED -> SlotState.STALLED;
            case FAILED -> SlotState.FAILED;
        };
    }

    /** What it offers: an engine that can't load another checkpoint has only the one that is loaded. */
    static EngineOffer offer(EngineProfile profile) {
        String loaded = profile.loaded();
        List<String> one = loaded == null ? List.of() : List.of(loaded);
        boolean switches = profile.can(EngineProfile.Capability.CHECKPOINT_SWITCH);
        return new EngineOffer(
                switches ? profile.checkpoints() : one, profile.loras(), profile.samplers(), profile.schedulers());
    }

    /** Whether jobs of this lane may run on it. */
    static boolean serves(EngineProfile profile, String lane) {
        EngineOffer offer = offer(profile);
        Set<String> checkpoints =
                offer.checkpoints().stream().map(LaneName::ofCheckpoint).collect(Collectors.toSet());
        return LaneName.parse(lane)
                .servedBy(
                        profile.can(EngineProfile.Capability.IMG2IMG),
                        profile.can(EngineProfile.Capability.LORA),
                        offer.meets(),
                        checkpoints);
    }
}
