package imece.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.drill.check.DrillResult;
import imece.local.farm.Console;
import imece.local.farm.StopRequest;
import imece.tier.FullRunOnly;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Farms of programs out of which a guard was taken, in which a drill must find what breaks. */
@FullRunOnly
@Timeout(1_200)
class GuardsIT {
    private static final Console QUIET = new Console(new PrintStream(PrintStream.nullOutputStream()), false);

    /** Faults come at their times, people act by chance: what one run misses the next one finds. */
    private static final int TRIES = 8;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void aFarmWhoseGpusAreNotLockedIsFoundOut() throws Exception {
        isFoundOut(MissingGuard.GPU_LOCK);
    }

    @Test
    void aFarmThatHeedsEventsOfOldEpochsIsFoundOut() throws Exception {
        isFoundOut(MissingGuard.FENCE);
    }

    @Test
    void aFarmWhoseStoreWritesOverWhatItHasNotReadIsFoundOut() throws Exception {
        isFoundOut(MissingGuard.ROW_VERSION);
    }

    private void isFoundOut(MissingGuard guard) throws Exception {
        TestDrill drills = new TestDrill(folder);
        Path jars = drills.jarsWithout(guard);
        int found = 0;
        for (int run = 1; run <= TRIES && found == 0; run++) {
            DrillSettings settings = drills.without(guard, jars, run);
            DrillResult result = new Drill(settings, QUIET).run(new StopRequest("Stopping …"));
            found = guard.broken().stream().mapToInt(result.findings()::count).sum();
            System.out.printf("Without %s, run %d: %s%n", guard.word(), run, result.findings());
        }
        assertThat(found)
                .as("%s without %s, in %d runs", guard.broken(), guard, TRIES)
                .isPositive();
    }
}
