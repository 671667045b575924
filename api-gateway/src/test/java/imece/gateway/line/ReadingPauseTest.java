package imece.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.line.LinePositionsTick.ReadingPause;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReadingPauseTest {

    @Test
    void aShortReadingIsRepeatedSoonAndALongOneWithinASecond() {
        assertThat(ReadingPause.after(Duration.ofMillis(20))).isEqualTo(Duration.ofMillis(40));
        assertThat(ReadingPause.after(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(1));
    }

    @Property
    void readingTakesAThirdOfTheTimeAtMostUnlessPlacesWouldGrowTooOld(@ForAll @IntRange(max = 10_000) int millis) {
        Duration reading = Duration.ofMillis(millis);
        Duration pause = ReadingPause.after(reading);
        assertThat(pause).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(pause.equals(Duration.ofSeconds(1)) || pause.equals(reading.multipliedBy(2)))
                .isTrue();
    }
}
