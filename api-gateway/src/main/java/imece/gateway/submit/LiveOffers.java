package imece.gateway.submit;

import imece.contract.LiveEvent.SlotReport;
import imece.contract.RenderSpec;
import imece.gateway.http.Refusal;
import imece.gateway.workers.EngineOfferRows;
import imece.gateway.workers.JobRequirement;
import imece.gateway.workers.JobRequirement.RequirementKind;
import imece.gateway.workers.WorkerRegistry;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the workers that live now can do, as their heartbeats say. */
@Component
public class LiveOffers {

    /** Workers beat every two seconds. */
    private static final Duration KNOWS_ALL_AFTER = Duration.ofSeconds(5);

    private final WorkerRegistry workers;
    private final EngineOfferRows rows;
    private final Clock clock;

    LiveOffers(WorkerRegistry workers, EngineOfferRows rows, Clock clock) {
        this.workers = workers;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Refuses a picture that asks for something that no worker offers, or has offered within {@link EngineOfferRows#REMEMBERED}; and
     * one that asks for things which are all there now, but no two of them in one engine.
     *
     * @throws Refusal 422 {@code unknown-checkpoint} or {@code unknown-lora} with the nearest names, or {@code not-offered}
     */
    public void require(RenderSpec spec) {
        Set<JobRequirement> missing = JobRequirement.askedBy(spec);
        if (someTellNoSamplers()) {
            missing.removeIf(
                    asked -> asked.kind() == RequirementKind.SAMPLER || asked.kind() == RequirementKind.SCHEDULER);
        }
        if (missing.isEmpty()) {
            return;
        }
        missing.removeAll(workers.offers());
        if (missing.isEmpty()) {
            // Whoever has just begun to listen does not know everybody yet.
            if (workers.listening().compareTo(KNOWS_ALL_AFTER) >= 0) {
                MissingOffers.apart(spec, !someTellNoSamplers(), workers.heardSlots())
                        .ifPresent(refusal -> {
                            throw refusal;
                        });
            }
            return;
        }
        Instant now = clock.instant();
        missing.removeAll(rows.known(missing, now));
        if (!missing.isEmpty()) {
            JobRequirement first = missing.iterator().next();
            Set<String> names = new TreeSet<>(names(first.kind()));
            names.addAll(rows.names(first.kind(), now));
            throw MissingOffers.missing(first, names);
        }
    }

    /** The lane for this picture, as the live slots are. */
    String lane(RenderSpec spec) {
        return LaneChoice.of(spec, workers.liveSlots()).text();
    }

    private boolean someTellNoSamplers() {
        return !LaneChoice.allTellSamplers(workers.liveSlots());
    }

    /** Those of the farm's samplers that a live slot takes. */
    List<String> samplers(List<String> words) {
        return LaneChoice.taken(words, workers.liveSlots(), slot -> slot.offer().samplers());
    }

    /** Those of the farm's schedulers that a live slot takes. */
    List<String> schedulers(List<String> words) {
        return LaneChoice.taken(words, workers.liveSlots(), slot -> slot.offer().schedulers());
    }

    /** The names of this kind that at least one live slot reports, in order. */
    Set<String> names(RequirementKind kind) {
        return workers.offers().stream()
                .filter(offer -> offer.kind() == kind)
                .map(JobRequirement::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The kinds of engines that live slots run, in order. */
    public List<EngineView> engines() {
        return workers.liveSlots().stream()
                .map(ServingSlot::report)
                .collect(Collectors.groupingBy(SlotReport::engine, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(engine -> EngineView.of(engine.getKey(), engine.getValue()))
                .toList();
    }
}
