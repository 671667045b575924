package imece.gateway.job;

import imece.contract.RenderSpec;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.turn.JobTurn;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One job as its row says.
 *
 * @param origin where it comes from
 * @param lane the lane it waits in
 * @param ticket drawn at submit, rises from job to job; kept when it comes back to the line
 * @param turn its place in the line, before its ticket; kept like that
 * @param counters what only ever rises
 * @param note a sentence about what happened to it on the way, or null
 */
public record Job(
        UUID id,
        Origin origin,
        String lane,
        long ticket,
        JobTurn turn,
        RenderSpec spec,
        @Nullable String traceparent,
        Counters counters,
        @Nullable String note,
        JobState state) {

    /**
     * Numbers that never fall, but for the last two: what a lost run has cost is given back if its worker is heard again.
     *
     * @param epoch how often the gateway has decided about this job
     * @param version raised by each committed change: what browsers know as the version
     * @param attempt accepted runs
     * @param failures runs that count against the job
     * @param sharedLosses runs that were lost together with others of their process
     * @param refusals runs after which a slot gave it back because its engine refused it
     */
    public record Counters(long epoch, long version, int attempt, int failures, int sharedLosses, int refusals) {

        /** Of a job that no engine has refused. */
        public Counters(long epoch, long version, int attempt, int failures, int sharedLosses) {
            this(epoch, version, attempt, failures, sharedLosses, 0);
        }

        Counters changed() {
            return new Counters(epoch, version + 1, attempt, failures, sharedLosses, refusals);
        }

        Counters started() {
            return new Counters(epoch, version, attempt + 1, failures, sharedLosses, refusals);
        }

        Counters failed() {
            return new Counters(
                    epoch, version, attempt, Math.min(failures + 1, Transitions.MAX_FAILURES), sharedLosses, refusals);
        }

        Counters lostWithOthers() {
            return new Counters(epoch, version, attempt, failures, sharedLosses + 1, refusals);
        }

        Counters refused() {
            return new Counters(epoch, version, attempt, failures, sharedLosses, refusals + 1);
        }

        Counters decided() {
            return new Counters(epoch + 1, version, attempt, failures, sharedLosses, refusals);
        }
    }

    /**
     * A job as it was read, and as it is to be, or has become.
     *
     * @param before what the decision was made on
     * @param after one or several changes later
     */
    public record JobChange(Job before, Job after) {}

    /** The stored status. */
    public JobStatus status() {
        return state.status();
    }

    /** Whether an operator moved it to the front of the line. */
    public boolean pinned() {
        return turn.pinned();
    }

    /** The run that counts or counted last, or null. */
    public @Nullable CurrentRun run() {
        return switch (state) {
            case JobState.Queued queued -> null;
            case JobState.Dispatched dispatched -> null;
            case JobState.Processing processing -> processing.run();
            case JobState.Complete complete -> complete.run();
            case JobState.Errored errored -> errored.run();
            case JobState.Cancelled cancelled -> cancelled.run();
        };
    }

    /** The same, with a sentence for its card. */
    public Job noted(String sentence) {
        return new Job(id, origin, lane, ticket, turn, spec, traceparent, counters, sentence, state);
    }

    /** The same job after one change: one version higher. */
    Job changed(Counters counters, @Nullable String note, JobState state) {
        return new Job(id, origin, lane, ticket, turn, spec, traceparent, counters.changed(), note, state);
    }

    /**
     * Where a job comes from; fixed at submit.
     *
     * @param owner the visitor
     * @param conversationId null for programs without a chat, or once the conversation was deleted
     * @param messageId the bot message that shows it
     * @param ordinal place among the jobs of that message
     */
    public record Origin(
            UUID owner,
            @Nullable UUID conversationId,
            @Nullable UUID messageId,
            int ordinal,
            Instant createdAt) {}
}
