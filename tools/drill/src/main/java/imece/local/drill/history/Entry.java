package imece.local.drill.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened. First comes what was seen while the storm blew, in the order in which it was seen; then what was
 * collected afterwards: changes of rows in their order, rows, runs, locks in the order of their GPUs and times, pictures.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = Entry.Peeked.class, name = "peeked"),
    @JsonSubTypes.Type(value = Entry.Called.class, name = "called"),
    @JsonSubTypes.Type(value = Entry.Watching.class, name = "watching"),
    @JsonSubTypes.Type(value = Entry.Frame.class, name = "frame"),
    @JsonSubTypes.Type(value = Entry.Stood.class, name = "stood"),
    @JsonSubTypes.Type(value = Entry.LinePause.class, name = "line-pause"),
    @JsonSubTypes.Type(value = Entry.Heard.class, name = "heard"),
    @JsonSubTypes.Type(value = Entry.Reloaded.class, name = "reloaded"),
    @JsonSubTypes.Type(value = Entry.Gone.class, name = "gone"),
    @JsonSubTypes.Type(value = Entry.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = Entry.Tried.class, name = "tried"),
    @JsonSubTypes.Type(value = Entry.Probed.class, name = "probed"),
    @JsonSubTypes.Type(value = Entry.Accounts.class, name = "accounts"),
    @JsonSubTypes.Type(value = Entry.Blow.class, name = "blow"),
    @JsonSubTypes.Type(value = Entry.Mended.class, name = "mended"),
    @JsonSubTypes.Type(value = Entry.Unable.class, name = "unable"),
    @JsonSubTypes.Type(value = Entry.Hit.class, name = "hit"),
    @JsonSubTypes.Type(value = Entry.Rest.class, name = "rest"),
    @JsonSubTypes.Type(value = Entry.Change.class, name = "change"),
    @JsonSubTypes.Type(value = Entry.Load.class, name = "load"),
    @JsonSubTypes.Type(value = Entry.Row.class, name = "row"),
    @JsonSubTypes.Type(value = Entry.RunRow.class, name = "run"),
    @JsonSubTypes.Type(value = Entry.Held.class, name = "held"),
    @JsonSubTypes.Type(value = Entry.Picture.class, name = "picture")
})
public sealed interface Entry {

    /** A request for pictures was answered: 202 with these jobs, or refused. The key is the idempotency key; "" for a retry. */
    record Answered(long at, String user, String key, int status, List<UUID> jobs) implements Entry {}

    /** Somebody asked for what belongs to somebody else. */
    record Peeked(long at, String user, UUID job, int status) implements Entry {}

    /** Somebody honest asked for their own jobs, and waited so long; status 0: no answer came. */
    record Called(long at, long millis, int status) implements Entry {}

    /** A browser of this user; one that reads must in the end know what the rows say. */
    record Watching(long at, String client, String user, boolean reads) implements Entry {}

    /** A browser was told about a job: how is the frame's kind, or "fetched". Empty status: a frame without a state. */
    record Frame(
            long at,
            String client,
            String how,
            UUID job,
            String status,
            long version,
            int attempt,
            @Nullable UUID run) implements Entry {}

    /**
     * A browser was told by this gateway where a waiting job stands: how is the frame's kind, position 0 where there is none; the words of the
     * reason and of the rise are empty where none was told, as are the jobs that stand before it and the operator's sentence.
     */
    record Stood(
            long at,
            String client,
            String gateway,
            String how,
            UUID job,
            int position,
            String reason,
            @Nullable Integer jobs,
            String sentence,
            String roseBecause)
            implements Entry {}

    /** An operator lets a lane pause, or the farm ({@code *}): what was said to those who wait, and how far that has come. */
    record LinePause(long at, String lane, String sentence, PauseStep step) implements Entry {}

    /** How far a pause has come: it was asked for, a gateway has confirmed it, its end was asked for, that was confirmed. */
    enum PauseStep {
        ASKED,
        BEGUN,
        ENDING,
        ENDED
    }

    /**
     * A slot was heard at the broker, by the drill itself: state in the words of its heartbeat, the lane that it was told to take
     * its jobs from (empty if none), how many jobs it draws at once, the checkpoints that it has, and the jobs that its process
     * has in hand.
     */
    record Heard(
            long at,
            String worker,
            UUID instance,
            String gpu,
            String state,
            String assigned,
            int seats,
            List<String> checkpoints,
            List<UUID> inHand)
            implements Entry {

        /** Which slot it is, whatever process serves it. */
        public String slot() {
            return worker + "/" + gpu;
        }
    }

    /** A browser was loaded anew, and shows nothing of before. */
    record Reloaded(long at, String client) implements Entry {}

    /** This user has deleted everything and not had it back. */
    record Gone(long at, String user) implements Entry {}

    /** A session, a key or the account of a node has ended. */
    record Ended(long at, String credential) implements Entry {}

    /** What has ended, or is about to, was shown at this time and answered so; 101: on a socket something was heard. */
    record Tried(long at, String credential, int status) implements Entry {}

    /** Somebody who has deleted everything asked for some of it, and was answered so. */
    record Probed(long at, String user, String path, int status) implements Entry {}

    /** Whom a broker knows that has lost everything, and whom it is to know. */
    record Accounts(long at, List<String> known, List<String> expected) implements Entry {}

    /** A fault was made; what it does to a process is told before it happens. */
    record Blow(long at, int id, String fault, String target) implements Entry {}

    /** A fault that lasts is over. */
    record Mended(long at, int id) implements Entry {}

    /** A fault was planned and could not be made. */
    record Unable(long at, String fault, String why) implements Entry {}

    /** How often a named point of the code was passed, and how often a process died or froze there. */
    record Hit(String point, long passed, long struck) implements Entry {}

    /** Everything came to rest, or the patience was over: so many jobs were not over then. */
    record Rest(long at, long afterMillis, int live) implements Entry {}

    /** One change of one row, as a trigger in the drill's own database saw it. From: the status before, "" for a new row. */
    record Change(
            long at,
            UUID job,
            UUID owner,
            long ticket,
            String from,
            String status,
            long versionBefore,
            long version,
            long epochBefore,
            long epoch,
            int attempt,
            int failures,
            @Nullable UUID run,
            @Nullable String worker,
            @Nullable Long dispatchNo,
            @Nullable Long notBefore,
            Turn turn)
            implements Entry {}

    /**
     * Where a row stands in the line, and for which slot it was dispatched.
     *
     * @param lane in which it waits
     * @param number the turn
     * @param urgency its class
     * @param payer whose account is charged; null = nobody's
     * @param alone whether it may be drawn only where nothing is drawn beside it
     * @param avoids whether there is a slot that it avoids
     * @param term of the dispatcher that handed it out last; null = none did
     * @param slot for which that was; null = none did
     */
    record Turn(
            String lane,
            boolean pinned,
            long number,
            String urgency,
            @Nullable UUID payer,
            boolean alone,
            boolean avoids,
            @Nullable Long term,
            @Nullable String slot) {}

    /** A run began to load a checkpoint, as the same trigger saw it. */
    record Load(long at, UUID job, String worker, String lane) implements Entry {}

    /** A job's row at the end. */
    record Row(
            UUID job,
            UUID owner,
            String prompt,
            String status,
            long version,
            @Nullable UUID run,
            @Nullable String sha256,
            @Nullable String error)
            implements Entry {}

    /** A line of the list of runs at the end. */
    record RunRow(
            UUID job,
            UUID run,
            int attempt,
            String worker,
            @Nullable String outcome) implements Entry {}

    /** A GPU was held, by the log of its worker; surely for at least this long. */
    record Held(String gpu, String worker, UUID job, long from, long to) implements Entry {}

    /** What a complete job's owner got for a picture, and which job and run it says it was made in. */
    record Picture(
            UUID job,
            int status,
            String sha256,
            @Nullable UUID saysJob,
            @Nullable UUID saysRun) implements Entry {}
}
