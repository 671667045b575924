package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Failure;
import imece.worker.run.Quarantine.Circuit;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Failure MEMORY = new Failure("out-of-memory", "The GPU ran out of memory.", true);

    @Test
    void differentJobsThatFailOneAfterTheOtherSpeakAgainstTheSlot() {
        Circuit two = Circuit.CLOSED.failed(job(1), false, MEMORY).failed(job(2), false, MEMORY);
        assertThat(two.open()).isFalse();
        Circuit three = two.failed(job(3), false, MEMORY);
        assertThat(three.why()).isEqualTo("3 jobs in a row failed here, the last: The GPU ran out of memory.");
    }

    @Test
    void aPictureInBetweenClearsTheSlot() {
        Circuit cleared = Circuit.CLOSED
                .failed(job(1), false, MEMORY)
                .failed(job(2), false, MEMORY)
                .drew();
        assertThat(cleared.failed(job(3), false, MEMORY).open()).isFalse();
    }

    @Test
    void oneJobThatFailsAgainAndAgainSpeaksOnlyAgainstItself() {
        Circuit circuit = Circuit.CLOSED;
        for (int i = 0; i < 10; i++) {
            circuit = circuit.failed(job(1), i > 0, MEMORY);
        }
        assertThat(circuit.open()).isFalse();
    }

    @Test
    void whatFailedElsewhereBeforeOrIsTheJobsOwnFaultOrIsOnlyLackingHereSpeaksNotAgainstTheSlot() {
        Failure refused = new Failure("demo-failure", "The prompt asked for it.", false);
        Failure lacking = new Failure("unknown-checkpoint", "The engine has no checkpoint x.", true);
        Circuit circuit = Circuit.CLOSED;
        for (int i = 0; i < 10; i++) {
            circuit = circuit.failed(job(i), true, MEMORY)
                    .failed(job(i), false, refused)
                    .failed(job(i), false, lacking);
        }
        assertThat(circuit).isEqualTo(Circuit.CLOSED);
    }

    @Test
    void soDoThreeDifferentJobsThatItsEngineRefusesOrMakesSomethingElseOf() {
        Circuit circuit = Circuit.CLOSED
                .failed(job(1), false, new Failure("engine-refused", "Value not in list.", false))
                .failed(job(2), false, new Failure("wrong-size", "Twice as large.", false));
        assertThat(circuit.open()).isFalse();
        assertThat(circuit.failed(job(3), false, new Failure("wrong-count", "Two pictures.", false))
                        .open())
                .isTrue();
    }

    @Test
    void aPictureThatWasBegunBeforeDoesNotCloseItOnlyACanaryDoes() {
        assertThat(Circuit.CLOSED.stuck().drew().open()).isTrue();
    }

    @Test
    void eachVainCanaryDoublesThePauseUpToAMinute() {
        Circuit circuit = Circuit.CLOSED.stuck();
        assertThat(circuit.pause()).isEqualTo(Duration.ofSeconds(1));
        Duration before = circuit.pause();
        for (int i = 0; i < 20; i++) {
            circuit = circuit.canaryFailed("Out of memory.");
            assertThat(circuit.open()).isTrue();
            assertThat(circuit.why()).contains("Out of memory.");
            assertThat(circuit.pause()).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(Duration.ofMinutes(1));
            before = circuit.pause();
        }
        assertThat(before).isEqualTo(Duration.ofMinutes(1));
    }

    /** 0 = a picture, else a first failure of the job of that number. */
    @Property(tries = 500)
    void itOpensExactlyWhenEnoughDifferentJobsFailedSinceTheLastPicture(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 5) Integer> news) {
        Circuit circuit = Circuit.CLOSED;
        Set<Integer> failed = new HashSet<>();
        for (int each : news) {
            if (circuit.open()) {
                break;
            }
            if (each == 0) {
                circuit = circuit.drew();
                failed.clear();
            } else {
                circuit = circuit.failed(job(each), false, MEMORY);
                failed.add(each);
            }
            assertThat(circuit.open()).isEqualTo(failed.size() >= Circuit.ENOUGH);
        }
    }

    private static UUID job(int number) {
        return new UUID(9, number);
    }
}
