package imece.local.drill;

import imece.fault.FaultPoint;
import imece.local.drill.check.Checker;
import imece.local.drill.check.DrillResult;
import imece.local.drill.farm.Audit;
import imece.local.drill.farm.DrillFarm;
import imece.local.drill.farm.LockLog;
import imece.local.drill.farm.Part;
import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import imece.local.drill.storm.HeartbeatLog;
import imece.local.drill.storm.Schedule;
import imece.local.drill.storm.Storm;
import imece.local.drill.users.AccessChanges;
import imece.local.drill.users.Doors;
import imece.local.drill.users.HonestCalls;
import imece.local.drill.users.Users;
import imece.local.farm.Console;
import imece.local.farm.StopRequest;
import imece.local.os.CommandProblem;
import imece.local.os.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One drill: a farm, people, a storm, calm, and the look at all that happened. */
public final class Drill {
    private static final Duration PAGES = Duration.ofSeconds(30);
    private static final Duration LAST_FAULTS = Duration.ofSeconds(45);
    private static final Duration PROGRESS = Duration.ofSeconds(5);

    private final DrillSettings settings;
    private final Console console;
    private final Path file;

    /** A drill that has not begun. */
    public Drill(DrillSettings settings, Console console) {
        this.settings = settings;
        this.console = console;
        this.file = settings.folder().resolve("history.jsonl");
    }

    /** Where the history is, during and after the drill. */
    public Path history() {
        return file;
    }

    /**
     * Does all of it. Nothing runs any more when this returns, also if it is stopped; the folder stays.
     *
     * @throws CommandProblem if it was stopped, if the farm could not be brought up, or did not survive in a way that lets it be
     *     looked at
     */
    public DrillResult run(StopRequest stop) throws IOException {
        PrivateFiles.folder(settings.folder());
        Instant began = Instant.now();
        DrillFarm farm = new DrillFarm(settings, console);
        try (History history = new History(file)) {
            stop.interruptible(() -> weather(farm, history));
            end(farm, stop);
            locks(farm, began).forEach(history::note);
            hits(farm).forEach(history::note);
        } catch (CommandProblem problem) {
            throw stop.isRequested() ? stopped(problem) : problem;
        } finally {
            end(farm, stop);
            farm.putAway();
        }
        if (stop.isRequested()) {
            throw stopped(null);
        }
        return Checker.check(file, settings.callsWithin());
    }

    /** Nobody wants the pictures of a drill that was stopped. */
    private static void end(DrillFarm farm, StopRequest stop) {
        farm.end(stop.isRequested() ? CompletableFuture.completedFuture(null) : stop.hurry());
    }

    private CommandProblem stopped(@Nullable CommandProblem cause) {
        return new CommandProblem(
                "The drill was stopped, so it proves nothing; none of its processes runs any more. What it saw is in "
                        + settings.folder(),
                cause);
    }

    private void weather(DrillFarm farm, History history) {
        try {
            blowAndRest(farm, history);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CommandProblem("The drill was interrupted.", stop);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void blowAndRest(DrillFarm farm, History history) throws InterruptedException, IOException {
        console.say(
                "Starting a farm of 2 gateways and %d workers in %s".formatted(settings.workers(), settings.folder()));
        farm.start();
        Audit audit = new Audit(farm.postgres());
        audit.begin();
        if (!settings.triggersStay()) {
            audit.dropTriggers();
        }
        Doors doors = new Doors(
                farm.gateways().stream().map(farm::url).toList(),
                farm.gateways().stream().map(farm::probes).toList());
        Users users = new Users(doors, history, settings.seed());
        AccessChanges changes = settings.onlyStrangers() ? null : users.join(farm.operatorToken());
        var schedule =
                Schedule.of(settings.seed(), settings.storm(), settings.pause(), settings.faults(), settings.points());
        Storm storm = new Storm(schedule, farm, users, changes, history, console, settings.seed());
        console.say("The storm begins: %d faults in %d s, seed %d."
                .formatted(schedule.size(), settings.storm().toSeconds(), settings.seed()));
        users.start();
        HeartbeatLog heartbeats = new HeartbeatLog(farm.rabbit(), history);
        Thread hearing = Thread.ofVirtual().unstarted(heartbeats);
        Thread calling = Thread.ofVirtual().unstarted(new HonestCalls(doors, history));
        if (settings.onlyStrangers()) {
            // Where machines fail, calls may; where nobody but strangers does harm, they may not.
            calling.start();
        } else {
            // Strangers make workers up.
            hearing.start();
        }
        Thread telling = Thread.ofPlatform().daemon().start(() -> tell(storm, users, audit));
        try {
            storm.blow(settings.storm(), atMost(LAST_FAULTS));
        } finally {
            telling.interrupt();
            calling.interrupt();
        }
        farm.heal();
        if (!doors.awaitAll(settings.patience())) {
            throw new CommandProblem("A gateway did not come back after the storm. Its log is in " + settings.folder());
        }
        if (changes != null) {
            changes.settle();
            users.pauses(farm.operatorToken()).endAll();
        }
        rest(users, audit, history);
        hearing.interrupt();
        hearing.join();
        audit.collect(history);
        users.lookAtPictures(audit.complete());
    }

    private void rest(Users users, Audit audit, History history) throws InterruptedException {
        console.say("The storm is over; waiting for everything to come to rest.");
        long calm = System.nanoTime();
        users.stopAsking(settings.patience().toMillis());
        long deadline = calm + settings.patience().toNanos();
        long told = calm;
        while (audit.live() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(100);
            if (System.nanoTime() - told > PROGRESS.toNanos()) {
                told = System.nanoTime();
                console.say("%d job(s) are not over.".formatted(audit.live()));
            }
        }
        long rested = (System.nanoTime() - calm) / 1_000_000;
        history.note(new Entry.Rest(System.currentTimeMillis(), rested, audit.live()));
        Map<UUID, Long> versions = audit.versions();
        long pages = System.nanoTime() + atMost(PAGES).toNanos();
        while (!users.behind(versions).isEmpty() && System.nanoTime() < pages) {
            Thread.sleep(200);
        }
        users.leave();
    }

    private Duration atMost(Duration bound) {
        return bound.compareTo(settings.patience()) < 0 ? bound : settings.patience();
    }

    private void tell(Storm storm, Users users, Audit audit) {
        long began = System.nanoTime();
        try {
            while (true) {
                Thread.sleep(PROGRESS);
                console.say("%3d s  accepted %d, not over %s, last fault: %s"
                        .formatted(
                                (System.nanoTime() - began) / 1_000_000_000,
                                users.accepted(),
                                liveNow(audit),
                                storm.last()));
            }
        } catch (InterruptedException stormOver) {
            // Nothing more to tell.
        }
    }

    private static String liveNow(Audit audit) {
        try {
            return Integer.toString(audit.live());
        } catch (CommandProblem databaseAway) {
            return "?";
        }
    }

    private static List<Entry> locks(DrillFarm farm, Instant began) {
        List<Entry.Held> all = new ArrayList<>();
        for (Part worker : farm.workers()) {
            all.addAll(LockLog.read(farm.log(worker), worker.name(), began));
        }
        all.sort(Comparator.comparingLong(Entry.Held::from));
        return List.copyOf(all);
    }

    private static List<Entry> hits(DrillFarm farm) {
        Map<FaultPoint, long[]> counts = new EnumMap<>(FaultPoint.class);
        for (FaultPoint point : FaultPoint.values()) {
            counts.put(point, new long[2]);
        }
        farm.points()
                .read(passage -> counts.computeIfAbsent(passage.point(), first -> new long[2])[
                        passage.signal().isEmpty() ? 0 : 1]++);
        List<Entry> hits = new ArrayList<>();
        counts.forEach((point, count) -> hits.add(new Entry.Hit(point.word(), count[0], count[1])));
        return hits;
    }
}
