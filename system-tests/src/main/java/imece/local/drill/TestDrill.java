package imece.local.drill;

import imece.fault.FaultPoint;
import imece.local.drill.storm.Fault;
import imece.local.jar.PatchedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The settings of the drills that tests make; each has a folder of its own in the given one. */
record TestDrill(Path folder) {
    /** What an operator's drill promises. */
    static final Duration CALLS_WITHIN = Duration.ofSeconds(1);

    private static final List<FaultPoint> EVERYWHERE = List.of(FaultPoint.values());
    private static final int PAUSE_SECONDS = 2;

    /** Before the first fault. */
    private static final int CALM_SECONDS = 3;

    private static final List<Fault> ONE_OF_EACH_KIND = List.of(
            Fault.WORKER_KILLED,
            Fault.WORKER_FROZEN,
            Fault.GATEWAY_KILLED,
            Fault.GATEWAY_FROZEN,
            Fault.KILLED_AT,
            Fault.FROZEN_AT,
            Fault.CONNECTION_CLOSED,
            Fault.BROKER_DEAD,
            Fault.CONFIRMS_LOST,
            Fault.DATABASE_CUT,
            Fault.EVENTS_REORDERED,
            Fault.BROKER_WIPED,
            Fault.DATABASE_CRASHED,
            Fault.DISK_FULL,
            Fault.ENGINE_KILLS);

    private static final Path HOME =
            Path.of(System.getProperty("imece.home")).toAbsolutePath().normalize();

    /** Of each kind of harm one or two, each of them once. */
    DrillSettings ofEachKind(String name, long seed) {
        List<Fault> faults = new ArrayList<>(Fault.ofAccess());
        faults.addAll(ONE_OF_EACH_KIND);
        List<FaultPoint> points = List.of(FaultPoint.MID_RUN, FaultPoint.DISPATCH_COMMITTED);
        // Being killed and being frozen come at each of the points.
        int cards = faults.size() + 2 * (points.size() - 1);
        return of(faults, points, name, seed, CALM_SECONDS + PAUSE_SECONDS * cards, CALLS_WITHIN);
    }

    /** Every fault at every named point. */
    DrillSettings ofEverything(String name, long seed, int seconds) {
        return of(Fault.ofMachines(), EVERYWHERE, name, seed, seconds, CALLS_WITHIN);
    }

    /** What people and operators do to accounts and keys, and a broker that loses all of it. */
    DrillSettings ofAccess(String name, long seed) {
        List<Fault> faults = new ArrayList<>(Fault.ofAccess());
        faults.add(Fault.BROKER_WIPED);
        return of(faults, EVERYWHERE, name, seed, CALM_SECONDS + PAUSE_SECONDS * faults.size(), CALLS_WITHIN);
    }

    /** Everything that strangers do, while honest calls may take so long. */
    DrillSettings ofAbuse(String name, long seed, int seconds, Duration callsWithin) {
        return of(Fault.ofStrangers(), EVERYWHERE, name, seed, seconds, callsWithin);
    }

    private DrillSettings of(
            List<Fault> faults, List<FaultPoint> points, String name, long seed, int seconds, Duration callsWithin) {
        return new DrillSettings(
                HOME,
                folder.resolve(name).toAbsolutePath(),
                seed,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(PAUSE_SECONDS),
                faults,
                points,
                3,
                Duration.ofSeconds(150),
                callsWithin,
                null,
                true);
    }

    /** Of a farm that lacks a guard, from {@link #jarsWithout}. */
    DrillSettings without(MissingGuard guard, Path jars, long seed) {
        return new DrillSettings(
                HOME,
                folder.resolve(guard.word() + "-" + seed).toAbsolutePath(),
                seed,
                Duration.ofSeconds(guard.seconds()),
                Duration.ofMillis(1_500),
                guard.faults(),
                guard.points(),
                2,
                Duration.ofSeconds(10),
                CALLS_WITHIN,
                jars,
                !guard.inTheSchemaToo());
    }

    /** A folder with both programs, of which one lacks this guard. */
    Path jarsWithout(MissingGuard guard) throws IOException {
        Path jars = Files.createDirectory(folder.resolve("without-" + guard.word()));
        new PatchedProgram(HOME, "api-gateway", guard.edits()).into(jars);
        new PatchedProgram(HOME, "gpu-worker", guard.edits()).into(jars);
        return jars;
    }
}
