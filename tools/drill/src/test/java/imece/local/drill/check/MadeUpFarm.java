package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A farm that exists only as its history, and never breaks a promise: runs fail, are lost, jobs come back, are cancelled. */
final class MadeUpFarm {
    private static final int USERS = 3;
    private static final int JOBS = 40;
    private static final int CALLS = 300;

    private final Random random;
    private final List<Entry> seen = new ArrayList<>();
    private final List<Entry> changes = new ArrayList<>();
    private final List<Entry> runs = new ArrayList<>();
    private final List<Entry.Held> held = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private final Map<Integer, UUID> owners = new HashMap<>();
    private long now = 1_000_000;
    private long dispatches;

    private static final class Job {
        final UUID id;
        final int user;
        final long ticket;
        String status = "";
        long version;
        long epoch;
        int attempt;

        @Nullable
        UUID run;

        @Nullable
        Long number;

        @Nullable
        Long notBefore;

        @Nullable
        String worker;

        Job(UUID id, int user, long ticket) {
            this.id = id;
            this.user = user;
            this.ticket = ticket;
        }

        boolean waits(long now) {
            return status.equals("queued") && (notBefore == null || notBefore <= now);
        }
    }

    private MadeUpFarm(long seed) {
        random = new Random(seed);
    }

    /** Its whole history, as a drill writes it. */
    static List<Entry> history(long seed) {
        return new MadeUpFarm(seed).run();
    }

    private List<Entry> run() {
        for (int user = 0; user < USERS; user++) {
            owners.put(user, id());
            seen.add(new Entry.Watching(now, client(user), "user-" + user, true));
        }
        access();
        for (int ticket = 1; ticket <= JOBS; ticket++) {
            submit(ticket);
            if (random.nextInt(3) == 0) {
                work();
            }
        }
        for (int call = 0; call < CALLS; call++) {
            // One in a hundred may take longer.
            seen.add(new Entry.Called(now, call % 100 == 0 ? 5_000 : call * 37 % 1_000, 200));
        }
        while (jobs.stream().anyMatch(job -> !FramesCheck.OVER.contains(job.status))) {
            now += 500;
            work();
        }
        List<Entry> all = new ArrayList<>(seen);
        all.add(new Entry.Rest(now, 0, 0));
        all.addAll(changes);
        jobs.forEach(job -> all.add(row(job)));
        all.addAll(runs);
        jobs.stream().filter(job -> job.status.equals("complete")).forEach(job -> all.add(picture(job)));
        held.sort(Comparator.comparingLong(Entry.Held::from));
        all.addAll(held);
        return all;
    }

    /** Each end is felt in time, what is deleted is not there, and a wiped broker knows everybody. */
    private void access() {
        seen.add(new Entry.Ended(now, "a session"));
        for (int status : new int[] {200, 101, 401}) {
            seen.add(new Entry.Tried(now + 4_000, "a session", status));
        }
        seen.add(new Entry.Tried(now + 9_000, "a session", 401));
        seen.add(new Entry.Probed(now, "user-2", "/api/jobs/x", 404));
        seen.add(new Entry.Reloaded(now, client(2)));
        seen.add(new Entry.Accounts(now, List.of("gateway", "w-worker-1"), List.of("w-worker-1", "gateway")));
    }

    private void submit(long ticket) {
        Job job = new Job(id(), random.nextInt(USERS), ticket);
        jobs.add(job);
        tick();
        change(job, "queued");
        stand(job);
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            seen.add(new Entry.Answered(now, "user-" + job.user, "key-" + ticket, 202, List.of(job.id)));
        }
    }

    /** It moves up, and falls back once, which it is told. */
    private void stand(Job job) {
        int waiting =
                (int) jobs.stream().filter(each -> each.status.equals("queued")).count();
        stood(job, waiting, "");
        stood(job, 1, "");
        if (waiting > 1) {
            stood(job, waiting, "returned");
        }
    }

    private void stood(Job job, int position, String rise) {
        String reason = position > 1 ? "ahead-in-turn" : "";
        Integer jobs = position > 1 ? Integer.valueOf(position - 1) : null;
        seen.add(new Entry.Stood(
                now, client(job.user), "gateway-1", "positions", job.id, position, reason, jobs, "", rise));
    }

    private void work() {
        jobs.stream()
                .filter(job -> job.waits(now))
                .min(Comparator.comparingLong(job -> job.ticket))
                .ifPresent(this::serve);
    }

    private void serve(Job job) {
        tick();
        if (random.nextInt(10) == 0) {
            job.epoch++;
            change(job, "cancelled");
            return;
        }
        job.epoch++;
        job.number = ++dispatches;
        job.notBefore = null;
        change(job, "dispatched");
        tick();
        UUID run = id();
        job.run = run;
        job.attempt++;
        int gpu = random.nextInt(2);
        job.worker = "worker-" + gpu;
        change(job, "processing");
        long from = now;
        now += 50 + random.nextInt(400);
        held.add(new Entry.Held("gpu-" + gpu, "worker-" + gpu, job.id, from, now));
        int dice = random.nextInt(10);
        if (dice < 6 || job.attempt > 2) {
            end(job, "complete", "completed");
        } else if (dice == 6) {
            end(job, "error", "failed");
        } else {
            job.run = null;
            job.worker = null;
            job.number = null;
            job.notBefore = now + 700;
            job.epoch++;
            change(job, "queued");
            runs.add(new Entry.RunRow(job.id, run, job.attempt, "worker-" + gpu, "failed"));
        }
    }

    private void end(Job job, String status, String outcome) {
        change(job, status);
        runs.add(new Entry.RunRow(job.id, run(job), job.attempt, String.valueOf(job.worker), outcome));
    }

    private void change(Job job, String status) {
        String from = job.status;
        job.status = status;
        job.version++;
        changes.add(new Entry.Change(
                now,
                job.id,
                owner(job),
                job.ticket,
                from,
                status,
                job.version - 1,
                job.version,
                job.epoch,
                job.epoch,
                job.attempt,
                0,
                job.run,
                job.worker,
                job.number,
                job.notBefore,
                turn(job)));
        boolean last = FramesCheck.OVER.contains(status);
        if (last || random.nextInt(4) > 0) {
            String shown = status.equals("dispatched") ? "queued" : status;
            seen.add(new Entry.Frame(now, client(job.user), "job", job.id, shown, job.version, job.attempt, job.run));
        }
    }

    /** All of them wait in one lane, and whoever is dispatched is so for the only slot that there is. */
    private static Entry.Turn turn(Job job) {
        boolean handed = job.number != null;
        return new Entry.Turn(
                "default",
                false,
                job.ticket,
                "interactive",
                null,
                false,
                false,
                handed ? Long.valueOf(1) : null,
                handed ? "worker-0/gpu-0" : null);
    }

    private Entry row(Job job) {
        String sha256 = job.status.equals("complete") ? "sha of " + job.id : null;
        return new Entry.Row(job.id, owner(job), "prompt", job.status, job.version, job.run, sha256, null);
    }

    private static Entry picture(Job job) {
        return new Entry.Picture(job.id, 200, "sha of " + job.id, job.id, job.run);
    }

    private void tick() {
        now += 1 + random.nextInt(20);
    }

    private UUID owner(Job job) {
        return owners.getOrDefault(job.user, new UUID(0, 0));
    }

    private static UUID run(Job job) {
        return job.run == null ? new UUID(0, 0) : job.run;
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private static String client(int user) {
        return "user-" + user + "-steady";
    }
}
