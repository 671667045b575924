package imece.bench.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ToldRangeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant ASKED = Instant.EPOCH;

    @ParameterizedTest
    @CsvSource({"9999, false", "10000, true", "15000, true", "20000, true", "20001, false"})
    void aRangeHoldsFromItsOneEndToItsOther(long millis, boolean holds) {
        ToldRange told = told("{\"eta\":{\"fromSeconds\":10,\"toSeconds\":20,\"rough\":false}}");
        assertThat(told.told()).isTrue();
        assertThat(told.holds(ASKED.plusMillis(millis))).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"eta\":null}", "{\"eta\":{\"fromSeconds\":0,\"toSeconds\":0,\"rough\":true}}"})
    void whatIsNotToldOrRoughHoldsNever(String job) {
        assertThat(told(job).told()).isFalse();
        assertThat(told(job).holds(ASKED)).isFalse();
    }

    @Test
    void aRangeIsAsWideAsItsHighEndIsTimesItsLowEnd() {
        assertThat(told("{\"eta\":{\"fromSeconds\":10,\"toSeconds\":25,\"rough\":false}}")
                        .ratio())
                .hasValue(2.5);
        assertThat(told("{\"eta\":{\"fromSeconds\":0,\"toSeconds\":4,\"rough\":false}}")
                        .ratio())
                .hasValue(4.0);
        assertThat(told("{}").ratio()).isEmpty();
    }

    @Test
    void whatHeldIsToldOfTenAskings() {
        assertThat(new SharedSlot.RangesHeld(0, 0, List.of()).ofTen()).isZero();
        assertThat(new SharedSlot.RangesHeld(8, 6, List.of(2.0)).ofTen()).isEqualTo(7.5);
    }

    private static ToldRange told(String job) {
        return ToldRange.of(ASKED, JSON.readTree(job));
    }
}
