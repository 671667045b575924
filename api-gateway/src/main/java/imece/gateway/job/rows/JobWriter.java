package imece.gateway.job.rows;

import imece.contract.DispatchSecret;
import imece.contract.LiveEvent;
import imece.fault.FaultPoint;
import imece.gateway.job.Decision;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.rows.JobTransaction.JobChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The only writer of jobs, of their runs, and of the chat messages that show them. Each verb writes what belongs together in
 * one transaction; after its commit comes what must follow from it, and then everybody is told. So no caller can forget any of
 * it.
 */
@Component
public class JobWriter {

    private final TransactionOperations transactions;
    private final Jobs jobs;
    private final JobStatements statements;
    private final TurnAccounts accounts;
    private final GuardedUpdates updates;
    private final DispatchStatements dispatches;
    private final Runs runs;
    private final BotMessages messages;
    private final CommitAnnouncer announcer;

    JobWriter(
            TransactionOperations transactions,
            Jobs jobs,
            JobStatements statements,
            TurnAccounts accounts,
            GuardedUpdates updates,
            DispatchStatements dispatches,
            Runs runs,
            BotMessages messages,
            CommitAnnouncer announcer) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.statements = statements;
        this.accounts = accounts;
        this.updates = updates;
        this.dispatches = dispatches;
        this.runs = runs;
        this.messages = messages;
        this.announcer = announcer;
    }

    /**
     * Locks these jobs, has them decided about, writes what was decided, and tells everybody.
     *
     * @param decide inside the transaction; it may be rolled back, so nothing is to be changed but what it is given
     * @param consequences what must happen after the commit and before anybody is told; if it fails, so does this, although the
     *     change stands: who calls does all of it again
     * @throws org.springframework.dao.DataAccessException if the database is away; nothing was changed then
     */
    public void change(Collection<UUID> ids, Consumer<JobChanges> decide, Consumer<JobChanges> consequences) {
        committed(ids, decide, consequences);
    }

    /**
     * Decides about a job whose row still has this version.
     *
     * @param decide is given the job, and the time by the database's clock
     * @return whether it was changed
     */
    public boolean changeIfUnchanged(UUID id, long version, BiFunction<Job, Instant, Decision> decide) {
        JobChanges done = committed(
                List.of(id),
                rows -> rows.job(id)
                        .filter(job -> job.counters().version() == version)
                        .ifPresent(job -> {
                            if (decide.apply(job, rows.now()) instanceof Decision.Changed changed) {
                                rows.change(changed);
                            }
                        }),
                rows -> {});
        return !done.changes().isEmpty();
    }

    private JobChanges committed(Collection<UUID> ids, Consumer<JobChanges> decide, Consumer<JobChanges> consequences) {
        JobChanges done = transactions.execute(tx -> {
            Jobs.LockedJobs locked = jobs.lockAt(ids);
            JobChanges rows = new JobChanges(locked.jobs(), locked.secrets(), locked.at());
            decide.accept(rows);
            write(rows);
            return rows;
        });
        consequences.accept(done);
        announcer.changed(done.changes(), done.told());
        return done;
    }

    private void write(JobChanges rows) {
        List<Job.JobChange> changes = rows.changes();
        List<Job> after = changes.stream().map(Job.JobChange::after).toList();
        // Accounts first: what is summed up of an owner's day by these writes is locked in no order of its own.
        accounts.putRight(after, rows.runs());
        if (!changes.isEmpty()) {
            statements.updateIfUnchanged(changes);
        }
        runs.write(rows.runs(), rows.now());
        messages.follow(after);
    }

    /**
     * Dispatches jobs: committed, then published, then everybody is told. A job that does not wait any more is passed over.
     *
     * @param publish is called once the pass is committed, unless another dispatcher leads; returns those jobs that are
     *     certainly in no queue, which then go back to their old places
     * @throws org.springframework.dao.DataAccessException if the database is away
     */
    public DispatchPass dispatch(DispatchOrder order, Function<DispatchPass, List<Job>> publish) {
        DispatchPass pass = transactions.execute(tx -> dispatched(order));
        if (!pass.leads()) {
            return pass;
        }
        Map<UUID, Job> now = new LinkedHashMap<>();
        pass.jobs().forEach(job -> now.put(job.id(), job));
        try {
            List<Job> refused = publish.apply(pass);
            if (!refused.isEmpty()) {
                transactions
                        .execute(tx -> dispatches.takeBack(order.term(), refused))
                        .forEach(job -> now.put(job.id(), job));
            }
        } finally {
            announcer.dispatched(List.copyOf(now.values()), Map.of());
        }
        return pass;
    }

    private DispatchPass dispatched(DispatchOrder order) {
        if (!dispatches.leads(order.term())) {
            return DispatchPass.NOT_LEADING;
        }
        FaultPoint.DISPATCH_LOCKED.reached();
        DispatchPass pass = dispatches.dispatch(order);
        dispatches.raise(order.clocks());
        dispatches.keep(order.passes());
        return pass;
    }

    /**
     * Cancels those of these jobs that belong to this visitor and are in one of these states, ends their runs, and has their
     * workers told.
     *
     * @param owner null = whoever they belong to: an operator asks
     * @return the jobs as they now stand; one that is missing was not in such a state
     */
    public List<Job> cancelIf(Collection<UUID> ids, @Nullable UUID owner, Set<JobStatus> statuses) {
        return transaction(tx -> tx.cancelIf(ids, owner, statuses));
    }

    /** Does work that writes jobs beside rows of its own, commits, and tells everybody of the jobs. */
    public <T> T transaction(Function<JobTransaction, T> work) {
        return transaction(Supplier::get, work);
    }

    /** The same, if the database is to be asked only when it is somebody's turn; whoever is told is told after that turn. */
    public <T> T transaction(Gate gate, Function<JobTransaction, T> work) {
        JobTransaction transaction = new JobTransaction(jobs, statements, accounts, updates, runs, messages, announcer);
        T done = gate.let(() -> transactions.execute(tx -> work.apply(transaction)));
        transaction.announce();
        return done;
    }

    /** Something that lets a transaction begin. */
    public interface Gate {
        <T> T let(Supplier<T> transaction);
    }

    /**
     * Writes how far runs are, each if it is still the one that counts and nothing was written for a while. It is no new
     * version of the job, so nobody is told.
     */
    public void progress(Collection<LiveEvent.Progress> progress, Duration between) {
        updates.progress(
                progress.stream()
                        .sorted(Comparator.comparing(event -> event.run().jobId(), Jobs.LOCK_ORDER))
                        .toList(),
                between);
    }

    /**
     * Says of complete jobs that their pictures are gone; a second caller says it of none.
     *
     * @param consequences is given those of which it was said, before anybody is told
     */
    public void removePictures(Collection<UUID> ids, Consumer<List<Job>> consequences) {
        List<Job> marked = transactions.execute(tx -> {
            List<Job> now = updates.markRemovedIfKept(ids);
            messages.follow(now);
            return now;
        });
        consequences.accept(marked);
        announcer.changed(List.of(), marked);
    }

    /**
     * What a dispatch pass came to.
     *
     * @param leads whether its term was that of the dispatcher; if not, nothing was changed
     * @param jobs what was dispatched, in this order; the others did not wait any more
     * @param secrets the secret of each of these dispatches, for its message; the row has only its hash
     */
    public record DispatchPass(boolean leads, List<Job> jobs, Map<UUID, DispatchSecret> secrets) {

        static final DispatchPass NOT_LEADING = new DispatchPass(false, List.of(), Map.of());

        public DispatchPass {
            jobs = List.copyOf(jobs);
            secrets = Map.copyOf(secrets);
        }
    }
}
