package imece.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TopologyTest {

    @Test
    void theDefaultLaneHasAPlainName() {
        assertThat(Topology.jobQueue("default")).isEqualTo("imece.jobs.default");
    }

    @Property(tries = 300)
    void differentLanesHaveDifferentQueues(
            @ForAll @StringLength(max = 18) String a, @ForAll @StringLength(max = 18) String b) {
        Assume.that(!a.equals(b) && !broken(a) && !broken(b));
        assertThat(Topology.jobQueue(a)).isNotEqualTo(Topology.jobQueue(b)).matches("[a-zA-Z0-9_.-]+");
    }

    @Test
    void aNameThatIsTooLongForAmqpIsRefusedInASentence() {
        assertThatThrownBy(() -> Topology.jobQueue("ü".repeat(100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than 255");
    }

    /** Lone surrogates have no UTF-8 form; validation keeps them out long before. */
    private static boolean broken(String s) {
        return s.chars().anyMatch(c -> Character.isSurrogate((char) c));
    }
}
