package imece.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.drill.check.DrillResult;
import imece.local.drill.storm.Fault;
import imece.local.farm.Console;
import imece.local.farm.StopRequest;
import imece.tier.FullRunOnly;
import imece.tier.TestSeed;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Drills as part of the test runs: some of each kind of harm from a fixed seed, and longer ones from the seed of the run. */
@Timeout(600)
class DrillIT {

    /** As long as a call is waited for: what comes later or is refused still counts. */
    private static final Duration WRITTEN_DOWN_ONLY = Duration.ofSeconds(30);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void aMinuteOfEverythingBreaksNoPromise() throws Exception {
        DrillResult result = breaksNoPromise(new TestDrill(folder).ofEachKind("storm", 4));

        assertThat(result.blows().keySet())
                .as("what people and operators do to accounts and keys is among it")
                .containsAnyElementsOf(
                        Fault.ofAccess().stream().map(Fault::word).toList());
    }

    /** Each of it once, and the broker is wiped beside. */
    @Test
    @FullRunOnly
    void whoSignsInMovesIsShutOutOrDeletesEverythingFindsEveryPromiseKept() throws Exception {
        DrillResult result = held(new TestDrill(folder).ofAccess("access", 4));

        assertThat(result.blows())
                .containsKeys(Fault.ofAccess().stream().map(Fault::word).toArray(String[]::new));
    }

    @Test
    @FullRunOnly
    void aLongStormOfEverythingBreaksNoPromise() throws Exception {
        breaksNoPromise(new TestDrill(folder).ofEverything("long-storm", TestSeed.of("storm"), 180));
    }

    @Test
    @FullRunOnly
    void strangersBreakNoPromiseAndKeepNobodyWaiting() throws Exception {
        DrillResult result = held(new TestDrill(folder)
                .ofAbuse("abuse", 4, 3 + 2 * Fault.ofStrangers().size(), WRITTEN_DOWN_ONLY));

        assertThat(result.blows())
                .containsOnlyKeys(Fault.ofStrangers().stream().map(Fault::word).toList());
    }

    @Test
    @FullRunOnly
    void aLongerAbuseBreaksNoPromise() throws Exception {
        held(new TestDrill(folder)
                .ofAbuse("longer-abuse", TestSeed.of("abuse"), 60, TestDrill.CALLS_WITHIN.multipliedBy(3)));
    }

    private static DrillResult breaksNoPromise(DrillSettings settings) throws Exception {
        DrillResult result = held(settings);

        assertThat(result.blows().size()).isGreaterThan(5);
        assertThat(result.hits())
                .allSatisfy(hit -> assertThat(hit.passed()).as(hit.point()).isPositive());
        return result;
    }

    private static DrillResult held(DrillSettings settings) throws Exception {
        Drill drill = new Drill(settings, Console.standard());

        DrillResult result = drill.run(new StopRequest("Stopping …"));

        String page = new DrillReport(settings, result).text(drill.history());
        System.out.println(page);
        assertThat(result.findings().none()).as(page).isTrue();
        assertThat(result.accepted()).isPositive();
        assertThat(result.pictures()).isPositive();
        return result;
    }
}
