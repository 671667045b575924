package imece.worker.engine.http;

import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.RenderResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * One long request whose answer is a picture, followed until the engine has let go of its GPU. The request is never sent
 * again: a lost connection stops no engine.
 */
public final class PictureCall {

    /** How an engine is looked at meanwhile. */
    public interface Looks {

        /** While the picture is wanted and may still come: is the process there? */
        EngineSighting watch();

        /** When the answer is lost or not wanted: is anything of ours left there? What can be interrupted is. */
        EngineSighting free();

        /** Whether the looks have left something of their own in the engine that must be waited for. */
        default boolean unfinished() {
            return false;
        }
    }

    private final Duration every;
    private final EngineTimings timings;
    private final Cancellation cancellation;
    private final Looks looks;
    private Aftermath aftermath;
    private boolean stopping;

    /**
     * A request that is not sent yet.
     *
     * @param every the usual pause between two looks
     */
    public PictureCall(Duration every, EngineTimings timings, Cancellation cancellation, Looks looks) {
        this.every = every;
        this.timings = timings;
        this.cancellation = cancellation;
        this.looks = looks;
        this.aftermath = Aftermath.from(System.nanoTime(), timings);
    }

    /**
     * Follows the request, however long it takes.
     *
     * @param made reads an answer that has arrived
     */
    public RenderResult follow(CompletableFuture<Reply> pending, Function<Reply, RenderResult> made) {
        while (true) {
            try {
                Reply reply = BoundedWait.await(pending, timings.of(every));
                return ended(reply, made);
            } catch (TimeoutException stillOpen) {
                if (inVain() && pending.cancel(true)) {
                    return cancellation.requested()
                            ? new RenderResult.Interrupted()
                            : EngineFailures.lost(aftermath.sighting().why());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("Replies are values.", e);
            }
        }
    }

    private RenderResult ended(Reply reply, Function<Reply, RenderResult> made) {
        EngineSighting last = reply.unsure() || looks.unfinished()
                ? Aftermath.await(every, timings, looks::free)
                : new EngineSighting.Idle();
        if (cancellation.requested()) {
            return new RenderResult.Interrupted();
        }
        return last instanceof EngineSighting.Idle ? made.apply(reply) : EngineFailures.lost(last.why());
    }

    /**
     * A look while the request is open; true if no answer is to be waited for any more. Before anybody asks for the end, only
     * a process that is gone means that: an idle engine may be handing over its picture.
     */
    private boolean inVain() {
        boolean stop = cancellation.requested();
        if (stop && !stopping) {
            stopping = true;
            aftermath = Aftermath.from(System.nanoTime(), timings);
        }
        EngineSighting sighting = stop ? looks.free() : looks.watch();
        aftermath = aftermath.seen(sighting, System.nanoTime());
        return (stop || sighting instanceof EngineSighting.Gone) && aftermath.over(System.nanoTime());
    }
}
