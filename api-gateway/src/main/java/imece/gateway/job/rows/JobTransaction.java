package imece.gateway.job.rows;

import imece.gateway.job.Decision;
import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.Decision.RunChange.RunOutcome;
import imece.gateway.job.Decision.RunChange.RunTime;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.JobsCommitted;
import imece.gateway.job.SecretHash;
import imece.gateway.job.rows.LineOpening.LineQuestion;
import imece.gateway.turn.OwnerTurns;
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
import org.jspecify.annotations.Nullable;

/**
 * A transaction in which jobs are written beside other rows. Only {@link JobWriter} begins one, and it announces after the
 * commit what was written here.
 */
public final class JobTransaction {

    private final Jobs jobs;
    private final JobStatements statements;
    private final TurnAccounts accounts;
    private final GuardedUpdates updates;
    private final Runs runs;
    private final BotMessages messages;
    private final CommitAnnouncer announcer;
    private final List<Runnable> news = new ArrayList<>();

    JobTransaction(
            Jobs jobs,
            JobStatements statements,
            TurnAccounts accounts,
            GuardedUpdates updates,
            Runs runs,
            BotMessages messages,
            CommitAnnouncer announcer) {
        this.jobs = jobs;
        this.statements = statements;
        this.accounts = accounts;
        this.updates = updates;
        this.runs = runs;
        this.messages = messages;
        this.announcer = announcer;
    }

    /**
     * Locks the account that pays for new jobs until the transaction ends, draws their tickets, and reads what their turns depend
     * on. Their owner is locked before.
     */
    public LineOpening open(LineQuestion question) {
        return accounts.open(question);
    }

    /**
     * Adds new jobs to the line; all of them are queued, and shown in one message or in none.
     *
     * @param question what was asked for them when the line was opened
     * @param after what their account is to say
     */
    public void join(List<Job> joined, LineQuestion question, OwnerTurns after) {
        statements.insert(joined);
        accounts.pay(question, after);
        messages.follow(joined);
    }

    /**
     * Writes down where jobs stand that have joined, and announces them.
     *
     * @param places of these jobs in the line; 0 where none would be true
     * @param told a message that other tabs are to read again; null for none
     */
    public void place(List<Job> joined, Map<UUID, Integer> places, @Nullable UUID told) {
        Job last = joined.getLast();
        messages.joined(last.origin().messageId(), places.getOrDefault(last.id(), 0));
        news.add(() -> announcer.joined(new JobsCommitted(joined, told, places)));
    }

    /** As {@link JobWriter#cancelIf}. */
    public List<Job> cancelIf(Collection<UUID> ids, @Nullable UUID owner, Set<JobStatus> statuses) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String by = owner == null ? "an operator" : "its owner";
        List<Job> cancelled = updates.cancelIf(ids, owner, statuses);
        List<RunChange> ended = new ArrayList<>();
        for (Job job : cancelled) {
            CurrentRun run = job.run();
            if (run != null) {
                ended.add(RunChange.Ended.told(run.runId(), RunOutcome.CANCELLED, "cancelled by " + by, RunTime.NONE));
            }
        }
        accounts.putRight(cancelled, ended);
        if (!ended.isEmpty()) {
            runs.write(ended, jobs.now());
        }
        messages.follow(cancelled);
        if (!cancelled.isEmpty()) {
            news.add(() -> announcer.cancelled(cancelled, by));
        }
        return cancelled;
    }

    /**
     * Cancels what waits of a conversation that is about to be deleted. All of its jobs are locked: they lose it.
     *
     * @param owner of the conversation
     */
    public List<Job> cancelWaitingOf(UUID conversation, UUID owner) {
        return cancelIf(jobs.lockOfConversation(conversation), owner, JobStatus.WAITING);
    }

    /** Makes all jobs of one owner another's; of those that are live, everybody is told. */
    public void giveAll(UUID from, UUID to) {
        List<Job> live = updates.giveAll(from, to).stream()
                .filter(job -> !job.status().terminal())
                .toList();
        if (!live.isEmpty()) {
            news.add(() -> announcer.changed(List.of(), live));
        }
    }

    /** All jobs of a conversation, locked in their order until the transaction ends. */
    public List<UUID> lockOfConversation(UUID conversation) {
        return jobs.lockOfConversation(conversation);
    }

    /** To be done after the commit. */
    void tell(Runnable announcement) {
        news.add(announcement);
    }

    void announce() {
        news.forEach(Runnable::run);
    }

    /** Jobs whose rows are locked, and what is decided about them: collected here, then written at once. */
    public static final class JobChanges {

        private final Instant now;
        private final Map<UUID, SecretHash> secrets;
        private final Map<UUID, Job> before = new HashMap<>();
        private final Map<UUID, Job> after = new HashMap<>();
        private final Set<UUID> changed = new LinkedHashSet<>();
        private final Set<UUID> unchanged = new LinkedHashSet<>();
        private final List<RunChange> runs = new ArrayList<>();

        JobChanges(Collection<Job> locked, Instant now) {
            this(locked, Map.of(), now);
        }

        JobChanges(Collection<Job> locked, Map<UUID, SecretHash> secrets, Instant now) {
            this.secrets = Map.copyOf(secrets);
            this.now = now;
            for (Job job : locked) {
                before.put(job.id(), job);
                after.put(job.id(), job);
            }
        }

        /** The one moment at which all this is decided, by the database's clock. */
        public Instant now() {
            return now;
        }

        /** The job of this id after all that was decided so far; empty if it has no row. */
        public Optional<Job> job(UUID id) {
            return Optional.ofNullable(after.get(id));
        }

        /** What its row keeps of the secret of its last dispatch; null = nothing. */
        public @Nullable SecretHash secret(UUID id) {
            return secrets.get(id);
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
            return told.stream()
                    .map(id -> Objects.requireNonNull(after.get(id)))
                    .toList();
        }
    }
}
