package imece.gateway.workers;

import imece.contract.PlainText;
import imece.contract.SlotAddress;
import imece.contract.WorkerAccount;
import imece.gateway.broker.BrokerSettings;
import imece.gateway.broker.UnreadableMessages;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether messages come from the workers that they speak of. What does not is counted and passed over; of workers of the last
 * release, which name nobody, it is counted that they are there.
 */
@Component
public class MessageSenders {

    private static final int MOST_PROCESSES = 10_000;
    private static final int SHOWN = 64;

    private final WorkerRegistry workers;
    private final boolean lastRelease;
    private final Counter unnamed;
    private final Counter unproven;
    private final UnreadableMessages refused;
    private final Set<UUID> named = Collections.newSetFromMap(Collections.synchronizedMap(new Newest()));

    MessageSenders(WorkerRegistry workers, BrokerSettings settings, MeterRegistry meters) {
        this.workers = workers;
        this.lastRelease = settings.lastReleaseWorkers();
        this.unnamed = meters.counter("imece.senders.unnamed");
        this.unproven = meters.counter("imece.previews.unproven");
        this.refused = new UnreadableMessages(
                meters,
                "imece.senders.refused",
                "A message does not come from the worker that it speaks of; it is passed over and counted.");
    }

    /** Processes that name their user, those that were heard last. */
    private static final class Newest extends LinkedHashMap<UUID, Boolean> {
        private static final long serialVersionUID = 1;

        Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > MOST_PROCESSES;
        }
    }

    /** As {@link #believes(String, String, UUID)}, of whoever serves this slot. */
    public boolean believes(@Nullable String user, SlotAddress slot) {
        return believes(user, slot.worker(), slot.instance());
    }

    /**
     * Whether a message is taken for this worker's.
     *
     * @param user the user that it names, as the broker has validated it; null = none
     */
    public boolean believes(@Nullable String user, String worker, UUID instance) {
        SenderProof proof = SenderProof.of(user, worker, named.contains(instance), lastRelease);
        switch (proof) {
            case NODE, SHARED -> named.add(instance);
            case LAST_RELEASE -> unnamed.increment();
            case OTHER_NODE, NOBODY ->
                refuse("It speaks of worker %s and comes from %s."
                        .formatted(
                                PlainText.line(worker, SHOWN), user == null ? "nobody" : PlainText.line(user, SHOWN)));
        }
        return proof.believed();
    }

    /**
     * Whether a preview of this run is taken: it names no worker, so heartbeats of the user's node must have named the run. One
     * whose run no heartbeat names is passed over too, but suspects nobody: the two may overtake each other.
     *
     * @param user as above
     */
    boolean believesPreview(@Nullable String user, UUID runId) {
        Optional<WorkerAccount> node = WorkerAccount.ofUser(user);
        boolean believed = node.isPresent()
                ? workers.runsAtNodeOf(node.get(), runId)
                : user != null || (lastRelease && !workers.runsAtOneOf(runId, named::contains));
        if (!believed && (user == null || workers.runsAtOneOf(runId, anywhere -> true))) {
            refuse("It is a preview that comes from " + (user == null ? "nobody" : PlainText.line(user, SHOWN)) + ".");
        } else if (!believed) {
            unproven.increment();
        }
        return believed;
    }

    /** Whether the process of this id may be one of the last release, which knows no secrets. */
    public boolean mayBeOfLastRelease(UUID instance) {
        return lastRelease && !named.contains(instance);
    }

    /** One more that is not taken, for the reason in this sentence. */
    public void refuse(String why) {
        refused.met(why);
    }
}
