package imece.gateway.job;

import imece.contract.Failure;
import imece.contract.RunKey;
import imece.contract.SlotAddress;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.Picture;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.LossCharge.Evidence;
import imece.gateway.job.WorldWorker.Message;
import imece.gateway.job.WorldWorker.Running;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

/** A farm as a model: what broker, workers and store do around the pure decisions, and nothing else. */
final class World {

    private final Random random;
    private final Map<UUID, Patient> patients = new HashMap<>();
    private final List<WorldWorker> processes = new ArrayList<>();
    private final List<Message> ready = new ArrayList<>();
    private final Deque<StatusEvent.OfRun> store = new ArrayDeque<>();
    private final WorldRuns runs = new WorldRuns();
    private long nextId = 1;

    World(Random random) {
        this.random = random;
        int jobs = 3 + random.nextInt(6);
        for (int i = 0; i < jobs; i++) {
            UUID id = new UUID(7, i);
            Job like = Samples.queued();
            Job job = new Job(
                    id,
                    like.origin(),
                    like.lane(),
                    i,
                    like.turn(),
                    like.spec(),
                    null,
                    like.counters(),
                    null,
                    like.state());
            patients.put(id, new Patient(job, i == 0 || random.nextInt(4) == 0));
        }
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            processes.add(new WorldWorker(uuid()));
        }
    }

    Iterable<Patient> patients() {
        return patients.values();
    }

    void anything() {
        switch (random.nextInt(10)) {
            case 0, 1 -> {
                dispatch();
                reconcile();
            }
            case 2, 3 -> deliver();
            case 4, 5, 6 -> fold();
            case 7 -> work();
            case 8 -> {
                if (random.nextInt(4) == 0) {
                    tear();
                }
            }
            default -> {
                if (random.nextInt(3) == 0) {
                    comeBack();
                }
            }
        }
    }

    /** Everything that can happen happens, until nothing is left to do. */
    void settle() {
        for (int round = 0;
                round < 2_000
                        && patients.values().stream()
                                .anyMatch(one -> !one.job.status().terminal());
                round++) {
            comeBack();
            while (!store.isEmpty()) {
                fold();
            }
            reconcile();
            endLost();
            dispatch();
            deliver();
            while (!store.isEmpty()) {
                fold();
            }
            work();
        }
    }

    private void dispatch() {
        patients.values().stream()
                .filter(one -> one.job.status() == JobStatus.QUEUED)
                .filter(one -> one.job.counters().failures() < Transitions.MAX_FAILURES)
                .findFirst()
                .ifPresent(one -> {
                    one.job = Samples.dispatched(one.job, nextId++);
                    Job.Counters counters = one.job.counters();
                    ready.add(new Message(one.job.id(), counters.epoch(), 0, LossCharge.mustRunAlone(counters)));
                });
    }

    /** A slot takes a message; the start is confirmed before the engine is called. */
    private void deliver() {
        for (Message message : List.copyOf(ready)) {
            for (WorldWorker process : processes) {
                if (process.takes(message)) {
                    ready.remove(message);
                    RunKey run = new RunKey(message.job(), message.epoch(), message.delivery(), uuid());
                    process.runs.add(new Running(run, message, true));
                    store.add(new StatusEvent.Started(run, 1, slot(process), Samples.NOW));
                    return;
                }
            }
        }
    }

    /** Some run comes to its point: a poison kills its process, another one ends. An order is quicker than either. */
    private void work() {
        List<WorldWorker> busy =
                processes.stream().filter(one -> !one.runs.isEmpty()).toList();
        if (busy.isEmpty()) {
            return;
        }
        WorldWorker process = busy.get(random.nextInt(busy.size()));
        Running running = process.runs.get(random.nextInt(process.runs.size()));
        if (store.stream().anyMatch(event -> event.run().equals(running.run()))) {
            return;
        }
        if (patient(running).poison()) {
            patient(running).deaths++;
            die(process);
        } else {
            end(process, running);
        }
    }

    private void end(WorldWorker process, Running running) {
        process.runs.remove(running);
        store.add(
                random.nextInt(12) == 0 && patient(running).job.counters().failures() == 0
                        ? new StatusEvent.Failed(
                                running.run(), 9, slot(process), Samples.NOW, new Failure("oom", "No memory.", true))
                        : new StatusEvent.Completed(
                                running.run(),
                                9,
                                slot(process),
                                Samples.NOW,
                                new Picture("ab".repeat(32), 1, 512, 512),
                                1));
    }

    private void die(WorldWorker process) {
        giveBack(process);
        process.runs.clear();
        process.instance = uuid();
        process.connected = true;
    }

    /** The broker hands everything out again; the process goes on. */
    private void tear() {
        WorldWorker process = processes.get(random.nextInt(processes.size()));
        process.connected = false;
        giveBack(process);
    }

    private void giveBack(WorldWorker process) {
        process.runs.stream()
                .filter(Running::owned)
                .forEach(run -> ready.add(run.message().again()));
        process.runs.replaceAll(Running::torn);
    }

    private void comeBack() {
        for (WorldWorker process : processes) {
            process.connected = true;
            process.runs.removeIf(this::isStale);
            runs.refund(process.instance, (job, run, charge) -> {
                Patient patient = patient(job);
                if (Recovery.refunded(patient.job, run, charge, "worker") instanceof Decision.Changed changed) {
                    patient.job = changed.after();
                }
            });
        }
    }

    /** What a heartbeat names and the row does not: it is told to abandon. */
    private boolean isStale(Running running) {
        CurrentRun current = patient(running).job.run();
        return store.stream().noneMatch(event -> event.run().equals(running.run()))
                && (current == null || !current.runId().equals(running.run().runId()));
    }

    /** What no message and no run stands for any more is taken back. */
    private void reconcile() {
        for (Patient patient : patients.values()) {
            UUID id = patient.job.id();
            boolean known = ready.stream().anyMatch(message -> message.job().equals(id))
                    || store.stream().anyMatch(event -> event.run().jobId().equals(id))
                    || processes.stream()
                            .flatMap(process -> process.runs.stream())
                            .anyMatch(running -> running.run().jobId().equals(id));
            if (!known
                    && Recovery.takenBack(patient.job, evidence(patient.job), Samples.NOW)
                            instanceof Decision.Changed changed) {
                patient.job = changed.after();
                changed.runs().forEach(runs::write);
            }
        }
    }

    private void endLost() {
        for (Patient patient : patients.values()) {
            if (Recovery.endedByLosses(patient.job, Samples.NOW.plus(Transitions.PROBATION))
                    instanceof Decision.Changed changed) {
                patient.job = changed.after();
            }
        }
    }

    private void fold() {
        StatusEvent.OfRun event = store.poll();
        if (event == null) {
            return;
        }
        Patient patient = patient(event.run().jobId());
        Decision decision = Transitions.on(patient.job, event, evidence(patient.job), Samples.NOW);
        switch (decision) {
            case Decision.Changed changed -> {
                patient.job = changed.after();
                changed.runs().forEach(runs::write);
                CurrentRun now = patient.job.run();
                if (event instanceof StatusEvent.Started
                        && (now == null || !now.runId().equals(event.run().runId()))) {
                    abandon(event.run());
                }
            }
            case Decision.Ignored ignored -> {
                if (ignored.abandon()) {
                    abandon(event.run());
                }
            }
            case Decision.Undecided undecided -> store.add(event);
        }
    }

    private void abandon(RunKey run) {
        processes.forEach(process -> process.runs.removeIf(one -> one.run().equals(run)));
    }

    private Evidence evidence(Job job) {
        CurrentRun run = job.run();
        if (run == null) {
            return Evidence.UNKNOWN;
        }
        for (WorldWorker process : processes) {
            if (process.connected && process.instance.equals(run.slot().instance())) {
                return process.runs.stream().anyMatch(one -> one.run().runId().equals(run.runId()))
                        ? Evidence.RUNNING_IT
                        : Evidence.ALIVE_WITHOUT_IT;
            }
        }
        boolean withOthers = runs.lostWithOthers(job.id(), run.slot().instance());
        return withOthers ? Evidence.GONE_WITH_OTHERS : Evidence.GONE;
    }

    private Patient patient(Running running) {
        return patient(running.run().jobId());
    }

    private Patient patient(UUID job) {
        return Objects.requireNonNull(patients.get(job));
    }

    private static SlotAddress slot(WorldWorker process) {
        return new SlotAddress("worker", process.instance, "gpu", "GPU", "demo");
    }

    private UUID uuid() {
        return new UUID(50, nextId++);
    }
}
