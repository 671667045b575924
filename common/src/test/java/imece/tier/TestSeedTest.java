package imece.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.junit.jupiter.api.Test;

class TestSeedTest {

    @Test
    void isTheSameInEveryShortRunAndAnyNumberOrTheGivenOneOtherwise() {
        assertThat(TestSeed.seed("", 1)).isEqualTo(TestSeed.seed("", 2));
        assertThat(TestSeed.seed("random", 2)).isEqualTo(2);
        assertThat(TestSeed.seed("77", 2)).isEqualTo(77);
        assertThatThrownBy(() -> TestSeed.seed("any", 2)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void isAnotherOneForEachName() {
        assertThat(TestSeed.of("one")).isEqualTo(TestSeed.of("one")).isNotEqualTo(TestSeed.of("two"));
    }

    @Property(tries = 10, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(SeedOfTheProperty.class)
    void isWhatAPropertysValuesAreDrawnFrom(@ForAll long number) {
        SeedOfTheProperty.DRAWN.add(number);
    }

    /** Sees which seed the property was given, and which one it was then executed with. */
    static final class SeedOfTheProperty implements AroundPropertyHook {
        static final List<Long> DRAWN = new ArrayList<>();

        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property)
                throws Throwable {
            assertThat(context.attributes().seed()).contains(Long.toString(TestSeed.of(context.extendedLabel())));
            PropertyExecutionResult result = property.execute();
            assertThat(result.seed()).isEqualTo(context.attributes().seed());
            assertThat(DRAWN).hasSize(10);
            return result;
        }

        /** Inside the hook that gives the seed. */
        @Override
        public int aroundPropertyProximity() {
            return 100;
        }
    }
}
