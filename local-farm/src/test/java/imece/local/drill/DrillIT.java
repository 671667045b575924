package imece.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import imece.fault.FaultPoint;
import imece.fault.Guard;
import imece.local.drill.check.Promise;
import imece.local.drill.check.Verdict;
import imece.local.drill.storm.Fault;
import imece.local.farm.Console;
import imece.local.farm.StopRequest;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A short drill as part of every test run; and farms from which a guard was taken away, in which it must find what breaks. */
@Timeout(600)
class DrillIT {
    private static final Console QUIET = new Console(new PrintStream(PrintStream.nullOutputStream()), false);

    /** Faults come at their times, people act by chance: what one run misses the next one finds. */
    private static final int TRIES = 6;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void aShortStormOfEverythingBreaksNoPromise() throws Exception {
        DrillSettings settings = settings("storm", 4, 40, 2_000, List.of(Fault.values()), 3, 150, Set.of());
        Drill drill = new Drill(settings, Console.standard());

        Verdict verdict = drill.run(new StopRequest("Stopping …"));

        String page = new Report(settings, verdict).text(drill.history());
        System.out.println(page);
        assertThat(verdict.findings().none()).as(page).isTrue();
        assertThat(verdict.accepted()).isPositive();
        assertThat(verdict.pictures()).isPositive();
        assertThat(verdict.blows().size()).isGreaterThan(5);
        assertThat(verdict.hits())
                .allSatisfy(hit -> assertThat(hit.passed()).as(hit.point()).isPositive());
    }

    @Test
    void aFarmWhoseGpusAreNotLockedIsFoundOut() throws Exception {
        finds(Guard.GPU_LOCK, Set.of(Promise.GPU_OVERLAP), 6, List.of(Fault.ENGINE_FAILS), 2);
    }

    @Test
    void aFarmThatHeedsEventsOfOldEpochsIsFoundOut() throws Exception {
        finds(Guard.FENCE, Set.of(Promise.RUN_REVIVED), 20, List.of(Fault.EVENTS_AGAIN, Fault.ENGINE_OUT_OF_MEMORY), 2);
    }

    @Test
    void aFarmWhoseStoreWritesOverWhatItHasNotReadIsFoundOut() throws Exception {
        finds(
                Guard.ROW_VERSION,
                Set.of(Promise.TERMINAL_LEFT, Promise.VERSION_LOWERED),
                25,
                List.of(Fault.FROZEN_AT),
                2);
    }

    private void finds(Guard without, Set<Promise> broken, int seconds, List<Fault> faults, int workers)
            throws Exception {
        int found = 0;
        for (int run = 1; run <= TRIES && found == 0; run++) {
            String name = without.word() + "-" + run;
            DrillSettings settings = settings(name, run, seconds, 1_500, faults, workers, 10, Set.of(without));
            Verdict verdict = new Drill(settings, QUIET).run(new StopRequest("Stopping …"));
            found = broken.stream().mapToInt(verdict.findings()::count).sum();
            System.out.printf("Without %s, run %d: %s%n", without.word(), run, verdict.findings());
        }
        assertThat(found)
                .as("%s without %s, in %d runs", broken, without, TRIES)
                .isPositive();
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
