package imece.gateway.job.rows;

import imece.gateway.job.Decision;
import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Jobs whose rows are locked, and what is decided about them: collected here, then written at once. */
public final class JobChanges {

    private final Instant now;
    private final Map<UUID, Job> before = new HashMap<>();
    private final Map<UUID, Job> after = new HashMap<>();
    private final Set<UUID> changed = new LinkedHashSet<>();
    private final Set<UUID> unchanged = new LinkedHashSet<>();
    private final List<RunChange> runs = new ArrayList<>();

    JobChanges(Collection<Job> locked, Instant now) {
        this.now = now;
        for (Job job : locked) {
            before.put(job.id(), job);
            after.put(job.id(), job);
        }
    }

    /** The one moment at which all this is decided. */
    public Instant now() {
        return now;
    }

    /** The job of this id after all that was decided so far; empty if it has no row. */
    public Optional<Job> job(UUID id) {
        return Optional.ofNullable(after.get(id));
    }

    /** Takes a decision about one of these jobs, with what it says about runs. */
    public void change(Decision.Changed decision) {
        after.put(decision.after().id(), decision.after());
        changed.add(decision.after().id());
        runs.addAll(decision.runs());
    }

    /** Takes what is to be said about a run whose job stays as it is. */
    public void changeRun(RunChange entry) {
        runs.add(entry);
    }

    /**
     * Has a job announced although nothing changes it: whoever committed what it says may have died before anybody was told.
     */
    public void tellAgain(Job job) {
        unchanged.add(job.id());
    }

    /** What was decided about runs, in this order. */
    public List<RunChange> runs() {
        return List.copyOf(runs);
    }

    /** Each changed job once, however many decisions it took. */
    List<Job.JobChange> changes() {
        return changed.stream()
                .map(id -> new Job.JobChange(
                        Objects.requireNonNull(before.get(id)), Objects.requireNonNull(after.get(id))))
                .toList();
    }

    /** Who is announced: what changed, then what did not. */
    List<Job> told() {
        Set<UUID> told = new LinkedHashSet<>(changed);
        told.addAll(unchanged);
        return told.stream().map(id -> Objects.requireNonNull(after.get(id))).toList();
    }
}
