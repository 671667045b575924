package imece.gateway.feed;

import imece.gateway.line.LinePositions.Moved;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one socket. State changes keep their order; of progress, previews and places only the newest per job is
 * kept, so a slow reader gets fewer frames and never costs memory beyond a bound. Nothing older than what was sent goes out.
 */
final class FrameQueue {

    /** State changes that may wait; more means that the reader stalls. */
    static final int MOST_ORDERED = 1_000;

    /** Letters of state changes that may wait, for the same reason: messages are as long as their prompts. */
    static final int MOST_LETTERS = 2 << 20;

    /** Jobs of which the last sent version is remembered. */
    static final int MOST_KNOWN = 4_000;

    private final Deque<Ordered> ordered = new ArrayDeque<>();
    private final Map<UUID, Decoration> progress = new LinkedHashMap<>();
    private final Map<UUID, Decoration> previews = new LinkedHashMap<>();
    private final Map<UUID, Moved> places = new LinkedHashMap<>();
    private final Map<UUID, Known> known = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Known> eldest) {
            return size() > MOST_KNOWN;
        }
    };
    private boolean awaitsSnapshot = true;
    private int expected;
    private @Nullable String snapshot;
    private @Nullable String pulse;
    private boolean overflown;
    private int letters;
    private final LongAdder conflated;

    /**
     * An empty one.
     *
     * @param conflated counts frames that were replaced by newer ones before they could go out
     */
    FrameQueue(LongAdder conflated) {
        this.conflated = conflated;
    }

    /**
     * A job as a frame shows it.
     *
     * @param runId the run that may decorate it; null unless processing
     * @param waits whether it has a place in the line
     */
    record Known(long version, @Nullable UUID runId, boolean waits) {}

    /** What goes out next. */
    sealed interface QueuedFrame {
        record Text(String text) implements QueuedFrame {}

        record Binary(ByteBuffer bytes) implements QueuedFrame {}

        /** Places of several jobs, still to be written as one frame. */
        record Positions(List<Moved> jobs) implements QueuedFrame {}
    }

    private record Ordered(@Nullable UUID job, Known known, String text) {}

    private record Decoration(UUID runId, long seq, QueuedFrame frame) {}

    /** A committed change of a job. */
    synchronized void job(UUID job, Known shown, String text) {
        enqueue(new Ordered(job, shown, text));
    }

    /** Something else that must arrive, in order. */
    synchronized void text(String text) {
        enqueue(new Ordered(null, new Known(0, null, false), text));
    }

    /** A sign of life; one is enough, however many were due. */
    synchronized void pulse(String text) {
        pulse = text;
    }

    synchronized void progress(UUID job, UUID runId, long seq, String text) {
        decorate(progress, job, new Decoration(runId, seq, new QueuedFrame.Text(text)));
    }

    synchronized void preview(UUID job, UUID runId, long seq, ByteBuffer bytes) {
        decorate(previews, job, new Decoration(runId, seq, new QueuedFrame.Binary(bytes)));
    }

    synchronized void places(Collection<Moved> moved) {
        moved.forEach(job -> places.merge(job.job(), job, FrameQueue::withReason));
    }

    /** A rise that was not told yet keeps its reason, whatever came since. */
    private static Moved withReason(Moved waiting, Moved newer) {
        return newer.place().roseBecause() == null
                ? new Moved(
                        newer.owner(),
                        newer.job(),
                        newer.place().because(waiting.place().roseBecause()))
                : newer;
    }

    /**
     * From now on nothing goes out before a snapshot that is read from now on does.
     *
     * @return which one is expected
     */
    synchronized int expectSnapshot() {
        awaitsSnapshot = true;
        snapshot = null;
        return ++expected;
    }

    /**
     * A snapshot; changes that came meanwhile follow it unless it already holds them. One that was read for an earlier wish is
     * dropped: newer states may have gone out since.
     */
    synchronized void snapshot(int request, String text, Map<UUID, Known> jobs) {
        if (request != expected) {
            return;
        }
        snapshot = text;
        jobs.forEach((job, shown) -> {
            Known sent = known.get(job);
            if (sent == null || shown.version() >= sent.version()) {
                known.put(job, shown);
            }
        });
        awaitsSnapshot = false;
    }

    /** Whether the reader stalls for good: close it with 4001 and let it come back. */
    synchronized boolean overflown() {
        return overflown;
    }

    /** Whether something may go out. */
    synchronized boolean ready() {
        return !awaitsSnapshot
                && (snapshot != null
                        || !ordered.isEmpty()
                        || !places.isEmpty()
                        || !progress.isEmpty()
                        || !previews.isEmpty()
                        || pulse != null);
    }

    /** The next frame, or null. */
    synchronized @Nullable QueuedFrame next() {
        if (awaitsSnapshot) {
            return null;
        }
        if (snapshot != null) {
            QueuedFrame first = new QueuedFrame.Text(snapshot);
            snapshot = null;
            return first;
        }
        for (Ordered frame = ordered.poll(); frame != null; frame = ordered.poll()) {
            letters -= frame.text().length();
            if (isNews(frame)) {
                return new QueuedFrame.Text(frame.text());
            }
        }
        List<Moved> moved = placesOfWaiting();
        if (!moved.isEmpty()) {
            return new QueuedFrame.Positions(moved);
        }
        if (pulse != null) {
            QueuedFrame sign = new QueuedFrame.Text(pulse);
            pulse = null;
            return sign;
        }
        QueuedFrame decoration = nextOf(progress);
        return decoration != null ? decoration : nextOf(previews);
    }

    private void enqueue(Ordered frame) {
        if (ordered.size() >= MOST_ORDERED || letters + frame.text().length() > MOST_LETTERS) {
            overflown = true;
            ordered.clear();
            letters = 0;
        }
        if (!overflown) {
            ordered.add(frame);
            letters += frame.text().length();
        }
    }

    private boolean isNews(Ordered frame) {
        if (frame.job() == null) {
            return true;
        }
        Known sent = known.get(frame.job());
        if (sent != null && frame.known().version() < sent.version()) {
            return false;
        }
        known.put(frame.job(), frame.known());
        return true;
    }

    /** Whoever reads the line may be overtaken by a job's start: a job that was told to run, or to be over, has no place. */
    private List<Moved> placesOfWaiting() {
        List<Moved> moved = new ArrayList<>(places.values());
        places.clear();
        moved.removeIf(job -> {
            Known sent = known.get(job.job());
            return sent != null && !sent.waits();
        });
        return moved;
    }

    private void decorate(Map<UUID, Decoration> of, UUID job, Decoration decoration) {
        Decoration held = of.get(job);
        if (held != null) {
            conflated.increment();
            if (held.runId().equals(decoration.runId()) && held.seq() > decoration.seq()) {
                return;
            }
        }
        if (held != null || of.size() < MOST_ORDERED) {
            of.put(job, decoration);
        }
    }

    /** Only of the run in the last committed row that this socket knows; the rest is dropped. */
    private @Nullable QueuedFrame nextOf(Map<UUID, Decoration> of) {
        for (Iterator<Map.Entry<UUID, Decoration>> all = of.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<UUID, Decoration> entry = all.next();
            all.remove();
            Known sent = known.get(entry.getKey());
            if (sent != null && entry.getValue().runId().equals(sent.runId())) {
                return entry.getValue().frame();
            }
        }
        return null;
    }
}
