package imece.gateway.job;

import static imece.gateway.job.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.RunKey;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.ReleaseReason;
import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.LossCharge.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Any interleaving, loss, delay and doubling of events and of the gateway's own decisions: versions rise, ends stay, no two
 * runs count at once, and each accepted run is closed exactly once.
 */
class TransitionsPropertyTest {

    @Property(tries = 3_000)
    void theInvariantsHoldWhateverHappens(@ForAll long seed) {
        Random random = new Random(seed);
        History history = new History();
        List<StatusEvent.OfRun> flying = new ArrayList<>();
        int nextRun = 1;
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(8)) {
                case 0 -> history.dispatch(step);
                case 1 -> {
                    if (random.nextInt(10) == 0) {
                        history.cancel();
                    }
                }
                case 2 -> {
                    switch (random.nextInt(5)) {
                        case 0, 1 ->
                            history.takeBack(one(
                                    List.of(Evidence.GONE, Evidence.GONE_WITH_OTHERS, Evidence.ALIVE_WITHOUT_IT),
                                    random));
                        case 2 -> history.refund();
                        case 3 -> history.endLost();
                        default -> {}
                    }
                }
                case 3, 4 -> {
                    long epoch = Math.max(1, history.job.counters().epoch() - random.nextInt(3));
                    flying.addAll(events(Samples.run(epoch, random.nextInt(4), nextRun++), random));
                }
                default -> {
                    if (!flying.isEmpty()) {
                        int at = random.nextInt(flying.size());
                        StatusEvent.OfRun event = flying.get(at);
                        if (random.nextBoolean()) {
                            flying.remove(at);
                        }
                        history.event(event, one(List.of(Evidence.values()), random));
                    }
                }
            }
        }
        history.finish();
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<StatusEvent.OfRun> events(RunKey run, Random random) {
        List<StatusEvent.OfRun> events = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            events.add(Samples.started(run));
        }
        events.add(
                switch (random.nextInt(4)) {
                    case 0 -> Samples.failed(run, random.nextBoolean());
                    case 1 -> Samples.released(run, one(List.of(ReleaseReason.values()), random));
                    default -> Samples.completed(run);
                });
        return events;
    }

    /** One job's whole history, checked at each step. */
    private static final class History {
        Job job = Samples.queued();
        final Set<UUID> open = new HashSet<>();
        final Set<UUID> closed = new HashSet<>();
        final Map<UUID, LossCharge> charged = new HashMap<>();

        void dispatch(long number) {
            if (job.status() == JobStatus.QUEUED) {
                become(Samples.dispatched(job, number));
            }
        }

        void cancel() {
            if (!job.status().terminal()) {
                // The cancel's statement closes whatever run is open.
                closed.addAll(open);
                open.clear();
                become(Samples.cancelled(job));
            }
        }

        void takeBack(Evidence evidence) {
            apply(Recovery.takenBack(job, evidence, NOW));
        }

        void refund() {
            if (!charged.isEmpty()) {
                Map.Entry<UUID, LossCharge> one = charged.entrySet().iterator().next();
                apply(Recovery.refunded(job, one.getKey(), one.getValue(), "worker"));
            }
        }

        void endLost() {
            apply(Recovery.endedByLosses(job, NOW.plus(Transitions.PROBATION)));
        }

        /** Wherever it is, a few steps of a working farm bring it to its end. */
        void finish() {
            for (int step = 0; step < 4 && !job.status().terminal(); step++) {
                endLost();
                dispatch(1_000 + step);
                if (!job.status().terminal()) {
                    event(Samples.completed(Samples.run(job.counters().epoch(), 9, 900 + step)), Evidence.GONE);
                }
            }
            assertThat(job.status().terminal()).as("every job ends").isTrue();
            assertThat(open).isEmpty();
        }

        void event(StatusEvent.OfRun event, Evidence evidence) {
            apply(Transitions.on(job, event, evidence, NOW));
        }

        private void apply(Decision decision) {
            switch (decision) {
                case Decision.Changed changed -> {
                    changed.runs().forEach(this::write);
                    become(changed.after());
                }
                case Decision.Ignored ignored -> {
                    if (ignored.why() == Decision.Why.JOB_OVER) {
                        assertThat(job.status().terminal()).isTrue();
                    }
                }
                case Decision.Undecided undecided -> assertThat(job.status()).isEqualTo(JobStatus.PROCESSING);
            }
        }

        private void write(RunChange entry) {
            switch (entry) {
                case RunChange.Began began -> {
                    assertThat(open).as("two runs never count at once").isEmpty();
                    assertThat(closed).doesNotContain(began.run().runId());
                    open.add(began.run().runId());
                }
                case RunChange.Ended ended -> {
                    assertThat(open.remove(ended.runId()))
                            .as("only the run that counts ends")
                            .isTrue();
                    closed.add(ended.runId());
                    if (ended.charge() != LossCharge.NONE) {
                        charged.put(ended.runId(), ended.charge());
                    }
                }
                case RunChange.Refunded refunded ->
                    assertThat(charged.remove(refunded.runId())).isNotNull();
            }
        }

        private void become(Job after) {
            assertThat(job.status().terminal())
                    .as("a terminal state is never left")
                    .isFalse();
            assertThat(after.counters().version()).isGreaterThan(job.counters().version());
            assertThat(after.counters().epoch())
                    .isGreaterThanOrEqualTo(job.counters().epoch());
            assertThat(after.counters().failures()).isLessThanOrEqualTo(Transitions.MAX_FAILURES);
            assertThat(after.ticket()).as("the old place is kept").isEqualTo(job.ticket());
            switch (after.state()) {
                case JobState.Queued queued -> assertThat(open).isEmpty();
                case JobState.Dispatched dispatched -> assertThat(open).isEmpty();
                case JobState.Processing processing ->
                    assertThat(open).containsExactly(processing.run().runId());
                case JobState.Complete complete ->
                    assertThat(closed).contains(complete.run().runId());
                case JobState.Errored errored -> assertThat(open).isEmpty();
                case JobState.Cancelled cancelled -> assertThat(open).isEmpty();
            }
            RowRules.assertLegal(after);
            job = after;
        }
    }
}
