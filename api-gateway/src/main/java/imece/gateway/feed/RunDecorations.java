package imece.gateway.feed;

import imece.contract.LiveEvent;
import imece.gateway.workers.RunWatcher;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Progress and previews: told to who is connected here, and now and then written down. */
@Component
class RunDecorations implements RunWatcher {

    private final FeedHub hub;
    private final ProgressRows rows;

    RunDecorations(FeedHub hub, ProgressRows rows) {
        this.hub = hub;
        this.rows = rows;
    }

    @Override
    public void progress(LiveEvent.Progress step) {
        hub.progress(step);
        rows.note(step);
    }

    @Override
    public void preview(UUID job, UUID run, long seq, byte[] jpeg) {
        hub.preview(job, run, seq, frame(job, jpeg));
    }

    /** A preview as browsers get it: 16 bytes of job id, then the JPEG. */
    static ByteBuffer frame(UUID job, byte[] jpeg) {
        return ByteBuffer.allocate(2 * Long.BYTES + jpeg.length)
                .putLong(job.getMostSignificantBits())
                .putLong(job.getLeastSignificantBits())
                .put(jpeg)
                .flip();
    }
}
