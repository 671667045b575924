package imece.gateway.feed;

import imece.contract.LiveEvent;
import imece.gateway.feed.CommitBroadcast.FeedUpdate;
import imece.gateway.feed.FrameQueue.Known;
import imece.gateway.line.LinePositions.Moved;
import imece.gateway.line.LineWatchers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who listens on this gateway, and which of their jobs are live: what arrives for nobody here costs one map lookup. */
@Component
class FeedHub implements LineWatchers {

    private final FeedFrames frames;
    private final Map<UUID, Set<FeedSocket>> sockets = new ConcurrentHashMap<>();
    private final Map<UUID, Watched> watched = new ConcurrentHashMap<>();

    FeedHub(FeedFrames frames) {
        this.frames = frames;
    }

    /** A live job of somebody who is connected here. */
    record Watched(UUID owner, Known known, @Nullable String lane) {}

    @Override
    public Map<String, Set<UUID>> waiting() {
        Map<String, Set<UUID>> lanes = new HashMap<>();
        watched.values().forEach(job -> {
            String lane = job.lane();
            if (lane != null && job.known().waits()) {
                lanes.computeIfAbsent(lane, name -> new HashSet<>()).add(job.owner());
            }
        });
        return lanes;
    }

    void add(FeedSocket socket) {
        sockets.compute(socket.owner(), (owner, set) -> {
            Set<FeedSocket> all = set == null ? ConcurrentHashMap.newKeySet() : set;
            all.add(socket);
            return all;
        });
    }

    void remove(FeedSocket socket) {
        sockets.computeIfPresent(socket.owner(), (owner, set) -> {
            set.remove(socket);
            return set.isEmpty() ? null : set;
        });
        if (!sockets.containsKey(socket.owner())) {
            watched.values().removeIf(job -> job.owner().equals(socket.owner()));
        }
    }

    /** Whether anybody of this visitor is connected here. */
    boolean listens(UUID owner) {
        return sockets.containsKey(owner);
    }

    Set<UUID> owners() {
        return Set.copyOf(sockets.keySet());
    }

    Collection<FeedSocket> all() {
        List<FeedSocket> all = new ArrayList<>();
        sockets.values().forEach(all::addAll);
        return all;
    }

    Set<FeedSocket> of(UUID owner) {
        return Set.copyOf(sockets.getOrDefault(owner, Set.of()));
    }

    int size() {
        return sockets.values().stream().mapToInt(Set::size).sum();
    }

    /** The live jobs that this gateway believes its listeners have. */
    Map<UUID, Watched> watched() {
        return Map.copyOf(watched);
    }

    /** Whether this gateway's listeners were last told of an older version of this job. */
    boolean toldLess(FeedUpdate update) {
        Watched held = watched.get(update.job());
        return held != null && held.known().version() < update.version();
    }

    /** A job as committed: told to its owner's sockets. */
    void job(FeedUpdate update) {
        if (!listens(update.owner())) {
            return;
        }
        watch(update);
        toOwner(update.owner(), socket -> socket.outbox().job(update.job(), update.known(), update.text()));
    }

    /** Takes note of a job without telling anybody. */
    void watch(FeedUpdate update) {
        if (!listens(update.owner())) {
            return;
        }
        watched.compute(update.job(), (job, held) -> {
            if (held != null && held.known().version() > update.version()) {
                return held;
            }
            return update.live() ? new Watched(update.owner(), update.known(), update.lane()) : null;
        });
    }

    /** A frame that is no job, such as a message from another tab. */
    void text(UUID owner, String text) {
        toOwner(owner, socket -> socket.outbox().text(text));
    }

    void progress(LiveEvent.Progress event) {
        Watched job = decorated(event.run().jobId(), event.run().runId());
        if (job != null) {
            String text = frames.progress(event);
            toOwner(
                    job.owner(),
                    socket -> socket.outbox()
                            .progress(event.run().jobId(), event.run().runId(), event.seq(), text));
        }
    }

    void preview(UUID job, UUID run, long seq, ByteBuffer frame) {
        Watched known = decorated(job, run);
        if (known != null) {
            toOwner(known.owner(), socket -> socket.outbox().preview(job, run, seq, frame.duplicate()));
        }
    }

    void moved(List<Moved> moved) {
        Map<UUID, List<Moved>> byOwner = new HashMap<>();
        for (Moved job : moved) {
            if (listens(job.owner())) {
                byOwner.computeIfAbsent(job.owner(), owner -> new ArrayList<>()).add(job);
            }
        }
        byOwner.forEach(
                (owner, jobs) -> toOwner(owner, socket -> socket.outbox().places(jobs)));
    }

    private @Nullable Watched decorated(UUID job, UUID run) {
        Watched known = watched.get(job);
        return known != null && run.equals(known.known().runId()) ? known : null;
    }

    private void toOwner(UUID owner, Consumer<FeedSocket> offer) {
        for (FeedSocket socket : sockets.getOrDefault(owner, Set.of())) {
            offer.accept(socket);
            socket.flush();
        }
    }
}
