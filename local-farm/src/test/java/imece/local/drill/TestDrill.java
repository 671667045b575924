package imece.local.drill;

import imece.fault.FaultPoint;
import imece.fault.Guard;
import imece.local.drill.storm.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The settings of the drills that tests make; each has a folder of its own in the given one. */
record TestDrill(Path folder) {

    /** Every fault at every named point. */
    DrillSettings ofEverything(String name, long seed, int seconds) {
        return settings(name, seed, seconds, 2_000, List.of(Fault.values()), 3, 150, Set.of());
    }

    /** Of a farm that lacks a guard. */
    DrillSettings without(Guard guard, long seed, int seconds, List<Fault> faults) {
        return settings(guard.word() + "-" + seed, seed, seconds, 1_500, faults, 2, 10, Set.of(guard));
    }

    private DrillSettings settings(
            String name,
            long seed,
            int seconds,
            int pauseMillis,
            List<Fault> faults,
            int workers,
            int patience,
            Set<Guard> without) {
        return new DrillSettings(
                Path.of(System.getProperty("imece.home")).toAbsolutePath().normalize(),
                folder.resolve(name).toAbsolutePath(),
                seed,
                Duration.ofSeconds(seconds),
                Duration.ofMillis(pauseMillis),
                faults,
                without.contains(Guard.ROW_VERSION)
                        ? List.of(FaultPoint.ROWS_READ)
                        : Stream.of(FaultPoint.values()).toList(),
                workers,
                Duration.ofSeconds(patience),
                without);
    }
}
