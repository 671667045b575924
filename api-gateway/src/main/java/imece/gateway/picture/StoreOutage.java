package imece.gateway.picture;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.picture.UploadReceiver.UploadDraft;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Whether this gateway's picture store takes pictures. It is looked at before any picture comes, told by uploads that it refused,
 * and tried with a file of our own until it takes one again: one line when it begins to refuse and one when that is over, however
 * many workers try how often meanwhile (decision 0067).
 */
@Component
public class StoreOutage implements PeriodicWork {

    private static final Logger LOG = LoggerFactory.getLogger(StoreOutage.class);

    private static final long LEAST_TRIED = 1 << 16;
    private static final long MOST_TRIED = 4 << 20;

    private final PictureStore store;
    private final DiskSpace space;
    private final ApplicationEventPublisher events;
    private @Nullable String why;
    private long tried = LEAST_TRIED;

    StoreOutage(PictureStore store, DiskSpace space, ApplicationEventPublisher events) {
        this.store = store;
        this.space = space;
        this.events = events;
    }

    /** Published when the store takes pictures again. */
    public record StoreIsBack() {}

    /** Whether it takes none at the moment. */
    public synchronized boolean lasts() {
        return why != null;
    }

    /**
     * It has refused an upload.
     *
     * @param reason one sentence for the operator
     * @param bytes how large the upload was; negative = its sender did not say
     */
    synchronized void met(String reason, long bytes) {
        tried = Math.clamp(Math.max(bytes, tried), LEAST_TRIED, MOST_TRIED);
        begin(reason);
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(Duration.ofSeconds(1), "look-at-store", this::look));
    }

    /** A look costs nothing while all is well: how much room there is. */
    private void look() {
        String trouble = trouble();
        if (trouble == null) {
            end();
        } else {
            begin(trouble);
        }
    }

    private @Nullable String trouble() {
        try {
            boolean refused = lasts();
            if (!space.roomFor(refused ? tried() : 0)) {
                return DiskSpace.TOO_LITTLE;
            }
            if (refused) {
                take(tried());
            }
            return null;
        } catch (IOException e) {
            return StoreRefusals.sentence(e);
        }
    }

    private synchronized long tried() {
        return tried;
    }

    /** Writes as an upload does, on the same disk, and leaves nothing behind. */
    private void take(long bytes) throws IOException {
        Path file = store.newDraft();
        try (UploadDraft draft = new UploadDraft(file)) {
            draft.fill(zeros(bytes), bytes);
        }
    }

    private static InputStream zeros(long count) {
        return new InputStream() {
            private long left = count;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] into, int from, int most) {
                int now = (int) Math.min(left, most);
                left -= now;
                return now == 0 ? -1 : now;
            }
        };
    }

    private synchronized void begin(String reason) {
        if (why == null) {
            LOG.error(
                    "The picture store takes nothing: {} Nothing is dispatched here until it does; pictures that are drawn"
                            + " wait with their workers, and no job fails of it.",
                    reason);
        }
        why = reason;
    }

    private void end() {
        synchronized (this) {
            if (why == null) {
                return;
            }
            why = null;
            tried = LEAST_TRIED;
        }
        LOG.info("The picture store takes pictures again.");
        events.publishEvent(new StoreIsBack());
    }
}
