package imece.gateway.job.rows;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Failure;
import imece.contract.RenderSpec;
import imece.contract.RunKey;
import imece.contract.SlotAddress;
import imece.contract.SlotId;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.Picture;
import imece.contract.StatusEvent.ReleaseReason;
import imece.gateway.job.Decision;
import imece.gateway.job.GuardedTransitions;
import imece.gateway.job.Job;
import imece.gateway.job.Job.Origin;
import imece.gateway.job.JobState;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.LossCharge.Evidence;
import imece.gateway.job.Recovery;
import imece.gateway.job.Transitions;
import imece.gateway.job.rows.DispatchOrder.SlottedJob;
import imece.gateway.job.rows.JobWriter.DispatchPass;
import imece.gateway.line.LinePositionsRead;
import imece.gateway.line.LineRows;
import imece.gateway.turn.JobTurn;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnClass;
import imece.gateway.turn.WorkAhead;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs as the rules make them, beside the rows that they are written to. */
final class Line {

    private static final long TERM = 7;
    private static final List<String> LANES = List.of("default", "other");
    private static final RenderSpec SPEC = new RenderSpec("a line", "", null, 512, 512, 20, 7.0, "euler", "normal", 42);

    private static final long WORK = 1_000;

    private final Random random;
    private final Map<UUID, Job> model = new LinkedHashMap<>();
    private final BeanFactory context;
    private final JobStatements statements;
    private final Jobs jobs;
    private final List<UUID> owners = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

    Line(BeanFactory context, Random random) {
        this.context = context;
        this.statements = context.getBean(JobStatements.class);
        this.jobs = context.getBean(Jobs.class);
        this.random = random;
    }

    void submit(int count) {
        join(tickets(count).stream()
                .map(ticket -> queued(UUID.randomUUID(), one(LANES), ticket))
                .toList());
    }

    UUID submitAs(UUID id) {
        join(List.of(queued(id, "by-id", tickets(1).getFirst())));
        return id;
    }

    private List<Long> tickets(int count) {
        return context.getBean(JdbcClient.class)
                .sql("select nextval('tickets') from generate_series(1, :count)")
                .param("count", count)
                .query((row, number) -> Long.valueOf(row.getLong(1)))
                .list();
    }

    private void join(List<Job> joined) {
        statements.insert(joined);
        joined.forEach(job -> model.put(job.id(), job));
    }

    private Job queued(UUID id, String lane, long ticket) {
        return new Job(
                id,
                new Origin(one(owners), null, null, 0, Instant.now().truncatedTo(ChronoUnit.MICROS)),
                lane,
                ticket,
                new JobTurn(null, ShareWeight.ONE, TurnClass.INTERACTIVE, WORK, ticket, false),
                SPEC,
                null,
                new Job.Counters(0, 1, 0, 0, 0),
                null,
                JobState.Queued.atOnce());
    }

    void anything() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> dispatch(random.nextInt(6));
            case 3 -> submit(random.nextInt(3));
            case 4 -> cancel(one(List.copyOf(model.values())));
            case 5 -> removePicture(one(List.copyOf(model.values())));
            case 6 -> takeBack(List.of(one(List.copyOf(model.values()))));
            default -> happens(one(List.copyOf(model.values())));
        }
    }

    /** What waits goes, in the order of the plan; whatever else was asked for stays as it is. */
    private void dispatch(int most) {
        List<Job> asked = new ArrayList<>(model.values());
        Collections.shuffle(asked, random);
        List<Job> plan = asked.subList(0, Math.min(most, asked.size()));
        List<Job> next = dispatched(plan.stream().map(Job::id).toList()).jobs();
        assertThat(next.stream().map(Job::id))
                .containsExactlyElementsOf(
                        plan.stream().filter(Line::mayGo).map(Job::id).toList());
        for (Job job : next) {
            Job before = Objects.requireNonNull(model.get(job.id()));
            assertThat(job.state())
                    .isInstanceOfSatisfying(
                            JobState.Dispatched.class,
                            state -> assertThat(GuardedTransitions.dispatched(before, state.dispatchNo()))
                                    .contains(job));
            model.put(job.id(), job);
        }
    }

    /** A pass for these, in this order. */
    DispatchPass dispatched(List<UUID> ids) {
        return context.getBean(DispatchStatements.class)
                .dispatch(new DispatchOrder(
                        TERM,
                        ids.stream()
                                .map(id -> new SlottedJob(id, new SlotId("worker-1", "gpu")))
                                .toList(),
                        Map.of(),
                        List.of()));
    }

    /** The broker had no queue for some of them; others have gone on meanwhile. */
    private void takeBack(List<Job> refused) {
        List<Job> back = context.getBean(DispatchStatements.class).takeBack(TERM, refused);
        assertThat(back.stream().map(Job::id))
                .containsAll(refused.stream()
                        .filter(job -> job.status() == JobStatus.DISPATCHED)
                        .map(Job::id)
                        .toList());
        for (Job job : back) {
            Job before = Objects.requireNonNull(model.get(job.id()));
            if (before.status() == JobStatus.DISPATCHED) {
                Instant notBefore = Objects.requireNonNull(((JobState.Queued) job.state()).notBefore());
                assertThat(GuardedTransitions.takenBack(before, notBefore)).contains(job);
            } else {
                assertThat(job).as("what was not dispatched stays as it was").isEqualTo(before);
            }
            model.put(job.id(), job);
        }
    }

    private static boolean mayGo(Job job) {
        return job.state() instanceof JobState.Queued queued
                && job.counters().failures() < Transitions.MAX_FAILURES
                && (queued.notBefore() == null || queued.notBefore().isBefore(Instant.now()));
    }

    private void cancel(Job job) {
        List<Job> cancelled = context.getBean(GuardedUpdates.class)
                .cancelIf(List.of(job.id()), job.origin().owner(), JobStatus.LIVE);
        assertThat(cancelled)
                .containsExactlyElementsOf(GuardedTransitions.cancelled(job, dated(cancelled)).stream()
                        .toList());
        cancelled.forEach(each -> model.put(each.id(), each));
    }

    private void removePicture(Job job) {
        List<Job> removed = context.getBean(GuardedUpdates.class).markRemovedIfKept(List.of(job.id()));
        assertThat(removed)
                .containsExactlyElementsOf(GuardedTransitions.pictureRemoved(job, dated(removed)).stream()
                        .toList());
        removed.forEach(each -> model.put(each.id(), each));
    }

    /** When the database changed them, by its own clock; anything if it did not. */
    private static Instant dated(List<Job> changed) {
        return changed.stream()
                .map(job -> switch (job.state()) {
                    case JobState.Cancelled cancelled -> cancelled.finishedAt();
                    case JobState.Complete complete -> Objects.requireNonNull(complete.pictureRemovedAt());
                    case JobState.Queued queued -> Instant.EPOCH;
                    case JobState.Dispatched dispatched -> Instant.EPOCH;
                    case JobState.Processing processing -> Instant.EPOCH;
                    case JobState.Errored errored -> Instant.EPOCH;
                })
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    /** Leaves nothing in the line, whatever became of it where the model did not see it. */
    void cancelAll() {
        context.getBean(GuardedUpdates.class).cancelIf(model.keySet(), null, JobStatus.LIVE);
    }

    /** An event, or a decision of the reconciler; back-offs are over long ago, or last for some minutes. */
    private void happens(Job job) {
        Instant now = random.nextBoolean() ? soon() : soon().minus(Duration.ofHours(2));
        Decision decision = switch (random.nextInt(6)) {
            case 0 -> Recovery.takenBack(job, one(List.of(Evidence.values())), now);
            case 1 -> Recovery.silent(job, random.nextBoolean());
            case 2 -> Recovery.endedByLosses(job, now);
            default -> Transitions.on(job, event(job), one(List.of(Evidence.values())), now);
        };
        if (decision instanceof Decision.Changed changed) {
            assertThat(statements.updateIfUnchanged(List.of(new Job.JobChange(job, changed.after()))))
                    .containsExactly(1);
            context.getBean(Runs.class).write(changed.runs(), now);
            assertThat(statements.updateIfUnchanged(List.of(new Job.JobChange(job, changed.after()))))
                    .as("the same decision once more")
                    .containsExactly(0);
            model.put(job.id(), changed.after());
        }
    }

    private StatusEvent.OfRun event(Job job) {
        UUID runId = job.run() != null && random.nextBoolean() ? job.run().runId() : UUID.randomUUID();
        RunKey run = new RunKey(job.id(), job.counters().epoch(), random.nextInt(4), runId);
        SlotAddress slotAddress =
                new SlotAddress("worker-" + random.nextInt(3), new UUID(5, random.nextInt(3)), "gpu", "GPU", "demo");
        Instant at = soon();
        return switch (random.nextInt(6)) {
            case 0 -> new StatusEvent.Completed(run, 9, slotAddress, at, new Picture("ab".repeat(32), 1, 512, 512), 5);
            case 1 ->
                new StatusEvent.Failed(
                        run, 9, slotAddress, at, new Failure("oom", "No memory.", random.nextInt(4) > 0));
            case 2 -> new StatusEvent.Released(run, 9, slotAddress, at, one(List.of(ReleaseReason.values())));
            default -> new StatusEvent.Started(run, 1, slotAddress, at);
        };
    }

    void assertRowsAreTheModel() {
        List<Job> rows = jobs.all(model.keySet());
        assertThat(rows).containsExactlyInAnyOrderElementsOf(model.values());
    }

    /** For some owners who look, in a line that is everybody's; each lane has its slots for itself. */
    void assertPositionsAreThoseOfThePlainList() {
        LineRows rows = context.getBean(LineRows.class);
        Set<UUID> looking = Set.copyOf(owners.subList(0, random.nextInt(owners.size() + 1)));
        Map<UUID, WorkAhead> read = LinePositionsRead.ahead(rows, looking);
        Map<UUID, WorkAhead> expected = new HashMap<>();
        for (String lane : model.values().stream().map(Job::lane).distinct().toList()) {
            Map<UUID, WorkAhead> ofLane = new HashMap<>();
            List<Job> inOrder = inOrder(lane);
            for (int i = 0; i < inOrder.size(); i++) {
                Job job = inOrder.get(i);
                if (looking.contains(job.origin().owner())) {
                    ofLane.put(job.id(), new WorkAhead(i, i * WORK));
                }
            }
            assertThat(LinePositionsRead.counted(rows, lane, ofLane.keySet())).isEqualTo(ofLane);
            expected.putAll(ofLane);
        }
        assertThat(read).isEqualTo(expected);
    }

    /** Dispatched ones by dispatch, then the queued ones by their turns, which rise like tickets here. */
    private List<Job> inOrder(String lane) {
        return model.values().stream()
                .filter(job -> job.lane().equals(lane) && job.status().waiting())
                .sorted(Comparator.comparing((Job job) -> job.status() == JobStatus.QUEUED)
                        .thenComparingLong(job -> job.state() instanceof JobState.Dispatched dispatched
                                ? dispatched.dispatchNo()
                                : job.ticket()))
                .toList();
    }

    private static Instant soon() {
        return Instant.now().plus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.MICROS);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
