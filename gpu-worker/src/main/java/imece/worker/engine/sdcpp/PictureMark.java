package imece.worker.engine.sdcpp;

import imece.worker.engine.http.EngineHttp;
import imece.worker.engine.http.EngineSighting;
import imece.worker.engine.http.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a server is done with a picture whose answer nobody gets: a tiny picture is asked for behind it. The server
 * draws one at a time, so when that one has come the other one is over.
 */
final class PictureMark {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long AGAIN_AFTER = Duration.ofSeconds(30).toNanos();

    private final EngineHttp http;
    private final SdcppRequest tiny;
    private @Nullable CompletableFuture<Reply> pending;
    private long askedAt;

    PictureMark(EngineHttp http, SdcppRequest tiny) {
        this.http = http;
        this.tiny = tiny;
    }

    /** Whether the tiny picture is on its way. */
    boolean underWay() {
        return pending != null && !pending.isDone();
    }

    EngineSighting look() {
        CompletableFuture<Reply> asked = pending;
        if (asked == null) {
            askedAt = System.nanoTime();
            asked = http.begin(tiny.path(), tiny.asA1111(), LONGEST);
            pending = asked;
        }
        if (asked.isDone()) {
            if (hadItsTurn(asked.join())) {
                return new EngineSighting.Idle();
            }
            if (System.nanoTime() - askedAt > AGAIN_AFTER) {
                pending = null;
            }
        }
        Reply alive = http.get("/sdapi/v1/options");
        return alive.ok()
                ? new EngineSighting.Unknown("A tiny picture that it was asked for afterwards does not come out.")
                : EngineSighting.without(http, SdcppEngine.TITLE, alive);
    }

    /** A picture that could not be made had its turn, too. */
    private static boolean hadItsTurn(Reply reply) {
        return reply.ok() || (reply instanceof Reply.Answer answer && answer.status() == 500);
    }
}
