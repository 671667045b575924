package imece.fault;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The moments at which a crash hurts most: between two steps that cannot be one. A drill arms a point, and the next process
 * that arrives there dies or freezes at exactly that moment. Without a drill, passing a point costs the look at a constant.
 */
public enum FaultPoint {
    /** Worker: a job's message is in hand, nothing was done about it. */
    MESSAGE_ARRIVED,
    /** Worker: the GPU is locked, nobody was told. */
    GPU_LOCKED,
    /** Worker: {@code started} was handed to the link. */
    STARTED_SENT,
    /** Worker: the engine has finished a step. */
    MID_RUN,
    /** Worker: the picture lies in the store, {@code completed} was not sent. */
    PICTURE_UPLOADED,
    /** Worker: the run's last event is confirmed, the delivery is not acknowledged. */
    BEFORE_ACKNOWLEDGE,
    /** Gateway: jobs are committed, nobody was told; the client has no answer. */
    SUBMIT_COMMITTED,
    /** Gateway: the dispatcher's term is held, inside the transaction that dispatches. */
    DISPATCH_LOCKED,
    /** Gateway: rows say dispatched, no message was sent. */
    DISPATCH_COMMITTED,
    /** Gateway: messages were sent, no confirm was awaited. */
    JOBS_PUBLISHED,
    /** Gateway: the store has read the rows of a batch and not yet written them. */
    ROWS_READ,
    /** Gateway: a batch of events is committed, nobody was told and nothing acknowledged. */
    EVENTS_STORED;

    /** Names the drill's folder in the command line of a process: {@code -Dimece.drill=FOLDER}. */
    public static final String FOLDER_PROPERTY = "imece.drill";

    /** Says what the drill calls this process. */
    public static final String NAME_PROPERTY = "imece.drill.name";

    private static final @Nullable Ambush AMBUSH = ambush();

    /** This thread stands at this point. Returns unless the point is armed; then it dies here, or is frozen for a while. */
    public void reached() {
        if (AMBUSH != null) {
            AMBUSH.at(this);
        }
    }

    /** Whether gateways pass it; the others are passed by workers. */
    public boolean inGateway() {
        return switch (this) {
            case MESSAGE_ARRIVED, GPU_LOCKED, STARTED_SENT, MID_RUN, PICTURE_UPLOADED, BEFORE_ACKNOWLEDGE -> false;
            case SUBMIT_COMMITTED, DISPATCH_LOCKED, DISPATCH_COMMITTED, JOBS_PUBLISHED, ROWS_READ, EVENTS_STORED ->
                true;
        };
    }

    /** As a report shows it: {@code mid-run}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable Ambush ambush() {
        String folder = System.getProperty(FOLDER_PROPERTY);
        return folder == null ? null : new Ambush(Path.of(folder), System.getProperty(NAME_PROPERTY, "?"));
    }
}
