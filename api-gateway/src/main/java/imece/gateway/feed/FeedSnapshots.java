package imece.gateway.feed;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.feed.CommitBroadcast.FeedUpdate;
import imece.gateway.feed.FrameQueue.Known;
import imece.gateway.job.Job;
import imece.gateway.job.rows.Jobs;
import imece.gateway.line.JobView;
import imece.gateway.line.LinePositions;
import imece.gateway.line.LinePositions.LinePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The first frame of each socket, and what heals the feed when an update got lost. */
@Component
class FeedSnapshots implements DisposableBean, PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(FeedSnapshots.class);
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(15);
    private static final int ENDED_AT_MOST = 200;
    private static final int COME_BACK = 4001;

    private final FeedHub hub;
    private final Jobs jobs;
    private final LinePositions positions;
    private final FeedFrames frames;
    private final ExecutorService readers = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().name("snapshots-", 0).daemon().factory());

    FeedSnapshots(FeedHub hub, Jobs jobs, LinePositions positions, FeedFrames frames) {
        this.hub = hub;
        this.jobs = jobs;
        this.positions = positions;
        this.frames = frames;
    }

    /** Reads and sends a snapshot; the socket must already be bound, so that nothing falls between. */
    void send(FeedSocket socket) {
        int request = socket.outbox().expectSnapshot();
        readers.execute(() -> {
            try {
                read(socket, request);
            } catch (DataAccessException e) {
                log.warn("No snapshot can be read ({}); the browser is asked to come back.", e.getMessage());
                socket.close(COME_BACK, "The line cannot be read now. Come back.");
            } catch (RuntimeException e) {
                // A socket without its snapshot would stay silent for ever.
                log.error("A snapshot failed in a way that nobody foresaw; the browser is asked to come back.", e);
                socket.close(COME_BACK, "The line cannot be shown now. Come back.");
            }
        });
    }

    /** Every socket gets everything anew: updates may have been lost. */
    void again() {
        for (FeedSocket socket : hub.all()) {
            send(socket);
        }
    }

    private void read(FeedSocket socket, int request) {
        List<Job> recent = jobs.recentOf(socket.owner(), ENDED_WITHIN, ENDED_AT_MOST);
        Map<UUID, Known> known = new HashMap<>();
        List<JobView> views = new ArrayList<>();
        List<FeedUpdate> missed = new ArrayList<>();
        for (Shown shown : shown(recent)) {
            FeedUpdate update = shown.update("");
            if (hub.toldLess(update)) {
                missed.add(shown.update(frames.job(shown.view())));
            } else {
                hub.watch(update);
            }
            known.put(shown.job().id(), update.known());
            views.add(shown.view());
        }
        socket.outbox().snapshot(request, frames.snapshot(views), known);
        socket.flush();
        // What is news to this gateway is news to its owner's other sockets too, and nobody else will tell them.
        missed.forEach(hub::job);
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(Duration.ofSeconds(5), "heal-feed", "the feed is not reread", this::heal));
    }

    /** One query for all who are connected; what differs from what was told is told now. */
    void heal() {
        Set<UUID> owners = hub.owners();
        if (owners.isEmpty()) {
            return;
        }
        Map<UUID, FeedHub.Watched> watched = hub.watched();
        try {
            heal(owners, watched);
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            log.debug("Somebody's jobs cannot be shown; each visitor is healed apart.", e);
            owners.forEach(owner -> healApart(owner, watched));
        }
    }

    /** What cannot be shown to one visitor keeps nothing from the others. */
    private void healApart(UUID owner, Map<UUID, FeedHub.Watched> watched) {
        Map<UUID, FeedHub.Watched> theirs = new HashMap<>(watched);
        theirs.values().removeIf(job -> !job.owner().equals(owner));
        try {
            heal(Set.of(owner), theirs);
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("The jobs of one visitor cannot be shown; their browsers are asked to come back.", e);
            hub.of(owner).forEach(socket -> socket.close(COME_BACK, "Your jobs cannot be shown now. Come back."));
        }
    }

    private void heal(Set<UUID> owners, Map<UUID, FeedHub.Watched> watched) {
        Map<UUID, Job> rows = new HashMap<>();
        jobs.liveOf(owners).forEach(job -> rows.put(job.id(), job));
        List<UUID> gone =
                watched.keySet().stream().filter(id -> !rows.containsKey(id)).toList();
        if (!gone.isEmpty()) {
            jobs.all(gone).forEach(job -> rows.put(job.id(), job));
        }
        List<Job> news = rows.values().stream()
                .filter(job -> isNews(job, watched.get(job.id())))
                .toList();
        shown(news).forEach(shown -> hub.job(shown.update(frames.job(shown.view()))));
    }

    private static boolean isNews(Job job, FeedHub.@Nullable Watched told) {
        return told == null || told.known().version() < job.counters().version();
    }

    /** A job as browsers see it now. */
    private record Shown(Job job, JobView view) {

        FeedUpdate update(String frame) {
            return FeedUpdate.of(job.origin().owner(), view, job.status(), job.lane(), frame);
        }
    }

    private List<Shown> shown(List<Job> some) {
        Map<UUID, LinePosition> stand = positions.of(some);
        return some.stream()
                .map(job -> {
                    LinePosition position = stand.getOrDefault(job.id(), LinePosition.NONE);
                    return new Shown(job, JobView.of(job, position));
                })
                .toList();
    }

    @Override
    public void destroy() {
        readers.shutdownNow();
    }
}
