package imece.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import imece.fault.Guard;
import imece.local.drill.check.DrillResult;
import imece.local.drill.check.Promise;
import imece.local.drill.storm.Fault;
import imece.local.farm.Console;
import imece.local.farm.StopRequest;
import imece.tier.FullRunOnly;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Farms from which a guard was taken away, in which a drill must find what breaks. */
@FullRunOnly
@Timeout(600)
class GuardsIT {
    private static final Console QUIET = new Console(new PrintStream(PrintStream.nullOutputStream()), false);

    /** Faults come at their times, people act by chance: what one run misses the next one finds. */
    private static final int TRIES = 6;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void aFarmWhoseGpusAreNotLockedIsFoundOut() throws Exception {
        finds(Guard.GPU_LOCK, Set.of(Promise.GPU_OVERLAP), 6, List.of(Fault.ENGINE_FAILS));
    }

    @Test
    void aFarmThatHeedsEventsOfOldEpochsIsFoundOut() throws Exception {
        finds(Guard.FENCE, Set.of(Promise.RUN_REVIVED), 20, List.of(Fault.EVENTS_AGAIN, Fault.ENGINE_OUT_OF_MEMORY));
    }

    @Test
    void aFarmWhoseStoreWritesOverWhatItHasNotReadIsFoundOut() throws Exception {
        finds(Guard.ROW_VERSION, Set.of(Promise.TERMINAL_LEFT, Promise.VERSION_LOWERED), 25, List.of(Fault.FROZEN_AT));
    }

    private void finds(Guard without, Set<Promise> broken, int seconds, List<Fault> faults) throws Exception {
        int found = 0;
        for (int run = 1; run <= TRIES && found == 0; run++) {
            DrillSettings settings = new TestDrill(folder).without(without, run, seconds, faults);
            DrillResult result = new Drill(settings, QUIET).run(new StopRequest("Stopping …"));
            found = broken.stream().mapToInt(result.findings()::count).sum();
            System.out.printf("Without %s, run %d: %s%n", without.word(), run, result.findings());
        }
        assertThat(found)
                .as("%s without %s, in %d runs", broken, without, TRIES)
                .isPositive();
    }
}
