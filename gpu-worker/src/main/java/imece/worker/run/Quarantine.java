package imece.worker.run;

import imece.broker.Backoff;
import imece.contract.Failure;
import imece.contract.SlotAddress;
import imece.contract.StatusEvent.ReleaseReason;
import imece.worker.engine.EngineFailures;
import imece.worker.run.Run.RunEnd;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one slot out of work when its {@link Circuit} opens, and lets it back once a canary picture has succeeded. */
public final class Quarantine {

    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);

    private final String slot;
    private final Canary canary;
    private final Runnable mend;
    private final LongSupplier nanoTime;
    private final RefusedJobs refused = new RefusedJobs();
    private Circuit circuit = Circuit.CLOSED;
    private FlatPictures flat = FlatPictures.NONE;
    private long nextCanary;

    /**
     * A slot that is trusted.
     *
     * @param slot its name, for the log
     * @param mend restarts the engine if that is ours to do; returns at once
     */
    public Quarantine(String slot, Canary canary, Runnable mend) {
        this(slot, canary, mend, System::nanoTime);
    }

    /**
     * With a clock of one's own.
     *
     * @param nanoTime goes forward, in nanoseconds
     */
    Quarantine(String slot, Canary canary, Runnable mend, LongSupplier nanoTime) {
        this.slot = slot;
        this.canary = canary;
        this.mend = mend;
        this.nanoTime = nanoTime;
    }

    /** Whether the slot takes nothing. */
    public synchronized boolean active() {
        return circuit.open();
    }

    /** One sentence on why it takes nothing; null while it is trusted. */
    public synchronized @Nullable String why() {
        String why = circuit.why();
        return why == null ? null : why + " It takes jobs again after a canary picture.";
    }

    /** Tries a canary if one is due; true if the slot is trusted again since then. Takes as long as a small picture does. */
    public boolean heal(SlotAddress slotAddress) throws InterruptedException {
        synchronized (this) {
            if (!circuit.open() || nanoTime.getAsLong() - nextCanary < 0) {
                return false;
            }
        }
        Optional<String> fault = canary.sing(slotAddress);
        if (fault.isEmpty()) {
            synchronized (this) {
                flat = FlatPictures.NONE;
            }
            change(before -> Circuit.CLOSED);
            log.info("Slot {} takes jobs again: its canary picture has succeeded.", slot);
            return true;
        }
        change(before -> before.canaryFailed(fault.get()));
        log.warn("Slot {} stays quarantined. {}", slot, fault.get());
        mend.run();
        return false;
    }

    /** The slot ends, or takes nothing for another reason: a canary that is being made is not waited for. */
    public void stop() {
        canary.stop();
    }

    /**
     * A picture was drawn. One of a single colour says nothing for the slot; if it is one too many, it was not the job's fault, and
     * the job goes back unspent. One that has been tried before is not asked again: its picture may well be so.
     *
     * @return how the run ends therefore; empty = the picture counts
     */
    Optional<RunEnd> drew(Run run, boolean oneColour) {
        if (!oneColour) {
            synchronized (this) {
                flat = FlatPictures.NONE;
            }
            change(Circuit::drew);
            return Optional.empty();
        }
        if (tried(run) || !oneTooMany(run.key().jobId())) {
            return Optional.empty();
        }
        boolean now = opened(change(before -> before.unfit(FlatPictures.WHY)));
        return now ? Optional.of(new RunEnd.Released(ReleaseReason.QUARANTINED)) : Optional.empty();
    }

    private synchronized boolean oneTooMany(UUID job) {
        flat = flat.and(job);
        boolean enough = flat.enough();
        flat = enough ? FlatPictures.NONE : flat;
        return enough;
    }

    private static boolean tried(Run run) {
        Integer attempt = run.job().attempt();
        return (attempt != null && attempt > 1) || run.key().delivery() > 0;
    }

    /** The engine did not come back when it was told to. */
    void stuck() {
        opened(change(Circuit::stuck));
    }

    /**
     * The engine's part of a run has ended so. If that opens the circuit, it was not the job's fault: it goes back unspent. So
     * does one that only this engine may be unfit for, unless another one was too.
     */
    RunEnd judge(Run run, RunEnd end) {
        if (!(end instanceof RunEnd.Failed failed)) {
            return end;
        }
        Failure failure = failed.failure();
        boolean elsewhere = EngineFailures.elsewherePerhaps(failure);
        boolean tried =
                elsewhere ? run.job().wasRefused() || refused.knows(run.key().jobId()) : tried(run);
        boolean now = opened(change(before -> before.failed(run.key().jobId(), tried, failure)));
        if (now) {
            return new RunEnd.Released(ReleaseReason.QUARANTINED);
        }
        return elsewhere ? refusal(run, failure) : end;
    }

    /** A gateway that does not know of refusals brings the job back as it was: then the engine's own word ends it. */
    private RunEnd refusal(Run run, Failure failure) {
        if (run.job().wasRefused()) {
            return new RunEnd.Failed(new Failure(failure.code(), failure.message(), false));
        }
        if (!refused.add(run.key().jobId())) {
            return new RunEnd.Failed(failure);
        }
        log.warn(
                "Another slot is to try what slot {} could not make. {} job={}",
                slot,
                failure.message(),
                run.key().jobId());
        return new RunEnd.Released(ReleaseReason.REFUSED);
    }

    private boolean opened(boolean now) {
        if (now) {
            log.error("Slot {} is quarantined and takes no jobs. {}", slot, why());
            mend.run();
        }
        return now;
    }

    /** Whether this opened the circuit. */
    private synchronized boolean change(UnaryOperator<Circuit> news) {
        Circuit before = circuit;
        circuit = news.apply(before);
        if (circuit.open() && !before.equals(circuit)) {
            nextCanary = nanoTime.getAsLong() + circuit.pause().toNanos();
        }
        return circuit.open() && !before.open();
    }

    /** The jobs that this slot has given back since its engine could not make them; the last {@value #MOST} of them. */
    private static final class RefusedJobs {

        private static final int MOST = 1_000;

        private final Set<UUID> jobs = new LinkedHashSet<>();

        synchronized boolean knows(UUID job) {
            return jobs.contains(job);
        }

        /** False if it is among them already. */
        synchronized boolean add(UUID job) {
            boolean added = jobs.add(job);
            if (jobs.size() > MOST) {
                jobs.remove(jobs.iterator().next());
            }
            return added;
        }
    }

    /**
     * How far one slot is trusted, by how its runs have ended. Pure: each news makes a new value. Different jobs that fail here one
     * after the other, without a picture in between, speak against the slot; a job that has been tried before speaks only against
     * itself. An open circuit is closed by a canary picture and by nothing else.
     *
     * @param failedFirst jobs whose first run failed here since the last picture
     * @param why one sentence on why it is open; null = it is closed
     * @param vain canaries in a row that failed
     */
    record Circuit(Set<UUID> failedFirst, @Nullable String why, int vain) {

        /** Nothing speaks against the slot. */
        static final Circuit CLOSED = new Circuit(Set.of(), null, 0);

        /** So many different jobs are no accident. */
        static final int ENOUGH = 3;

        private static final Backoff PAUSE = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

        Circuit {
            failedFirst = Set.copyOf(failedFirst);
        }

        /** Whether the slot is quarantined. */
        boolean open() {
            return why != null;
        }

        /** A picture was drawn. One that was begun before the circuit opened is not proof enough. */
        Circuit drew() {
            return open() ? this : CLOSED;
        }

        /**
         * A run failed in the engine.
         *
         * @param tried whether the job has been tried before, here or elsewhere
         */
        Circuit failed(UUID job, boolean tried, Failure failure) {
            boolean mayBeTheSlots = failure.retryable() || EngineFailures.elsewherePerhaps(failure);
            if (open() || tried || !mayBeTheSlots || EngineFailures.lacksSomething(failure)) {
                return this;
            }
            Set<UUID> more = new HashSet<>(failedFirst);
            more.add(job);
            return more.size() < ENOUGH
                    ? new Circuit(more, null, 0)
                    : new Circuit(
                            Set.of(), more.size() + " jobs in a row failed here, the last: " + failure.message(), 0);
        }

        /** The engine was told to stop and did not. */
        Circuit stuck() {
            return unfit("The engine did not stop when it was told to.");
        }

        /** What it does speaks against the slot, for this reason. */
        Circuit unfit(String reason) {
            return open() ? this : new Circuit(Set.of(), reason, 0);
        }

        /** A canary has failed. */
        Circuit canaryFailed(String fault) {
            return new Circuit(Set.of(), "The last canary picture failed. " + fault, vain + 1);
        }

        /** How long until the next canary. */
        Duration pause() {
            return PAUSE.after(1 + vain);
        }
    }
}
