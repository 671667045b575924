package imece.gateway.feed;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.LiveEvent;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.JobsCommitted;
import imece.gateway.job.rows.JobWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes progress to rows now and then, so that a reload shows how far a run is. Every gateway tries; the guard lets one
 * through, at most every five seconds per run.
 */
@Component
class ProgressRows implements PeriodicWork {

    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(5);
    private static final int MOST_RUNS = 10_000;

    private final JobWriter writer;
    private final MonotonicClock clock;
    private final Map<UUID, LiveEvent.Progress> newest = new LinkedHashMap<>();
    private final Map<UUID, Moment> written = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Moment> eldest) {
            return size() > MOST_RUNS;
        }
    };

    ProgressRows(JobWriter writer, MonotonicClock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /** Takes note; nothing is written on the caller's thread. */
    synchronized void note(LiveEvent.Progress event) {
        if (newest.size() < MOST_RUNS || newest.containsKey(event.run().runId())) {
            newest.put(event.run().runId(), event);
        }
    }

    /** What has ended is no more written of: a job that took less than the time between two writes costs none. */
    @EventListener
    synchronized void on(JobsCommitted committed) {
        for (Job job : committed.jobs()) {
            CurrentRun run = job.run();
            if (run != null && job.status().terminal()) {
                newest.remove(run.runId());
            }
        }
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(
                PeriodicTask.every(Duration.ofSeconds(1), "write-progress", "progress is not written", this::write));
    }

    private void write() {
        List<LiveEvent.Progress> due = due();
        if (!due.isEmpty()) {
            writer.progress(due, BETWEEN_WRITES);
        }
    }

    private synchronized List<LiveEvent.Progress> due() {
        Moment now = clock.now();
        List<LiveEvent.Progress> due = new ArrayList<>();
        newest.values().removeIf(event -> {
            Moment last = written.get(event.run().runId());
            if (last == null) {
                // The row was just written by the start; the first progress waits its turn.
                written.put(event.run().runId(), now);
                return false;
            }
            if (last.until(now).compareTo(BETWEEN_WRITES) < 0) {
                return false;
            }
            written.put(event.run().runId(), now);
            due.add(event);
            return true;
        });
        return due;
    }
}
