package imece.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import imece.gateway.turn.ForecastRanges.Told;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ForecastBookTest {

    private static final UUID JOB = new UUID(1, 1);

    private final Map<UUID, ForecastRows.JobEnd> ends = new HashMap<>();
    private final List<ForecastRows.KeptForecast> kept = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ForecastBook book = new ForecastBook(new KeptRows(), meters);

    /** Rows in memory. */
    private final class KeptRows extends ForecastRows {
        KeptRows() {
            super(mock(JdbcClient.class));
        }

        @Override
        Map<UUID, JobEnd> ends(Collection<UUID> jobs) {
            Map<UUID, JobEnd> found = new HashMap<>(ends);
            found.keySet().retainAll(jobs);
            return found;
        }

        @Override
        void add(EndedForecast ended) {
            kept.add(new KeptForecast(kept.size() + 1, ended));
        }

        @Override
        List<KeptForecast> after(long no) {
            return kept.stream().filter(each -> each.no() > no).toList();
        }
    }

    @Test
    void whatWasToldIsKeptOnceThePictureIsThereAndNotBefore() {
        book.told(JOB, 3, 0, 40_000);
        book.learn();
        assertThat(kept).isEmpty();

        ends.put(JOB, new ForecastRows.JobEnd(Duration.ZERO));
        book.learn();
        book.learn();
        assertThat(kept).singleElement().satisfies(each -> {
            assertThat(each.ended().told().point()).isEqualTo(40_000);
            assertThat(each.ended().actual()).isPositive();
        });
    }

    @Test
    void ofAJobThatIsToldAgainAndAgainTheFirstOfEachClassOfPositionsIsKept() {
        for (int position = 30; position >= 1; position--) {
            book.told(JOB, position, 0, 1_000L * position);
        }
        ends.put(JOB, new ForecastRows.JobEnd(Duration.ZERO));
        book.learn();
        assertThat(kept).extracting(each -> each.ended().told().place()).containsExactlyInAnyOrder(30, 20, 5, 1);
    }

    @Test
    void aJobThatEndsWithoutAPictureTeachesNothing() {
        book.told(JOB, 3, 0, 40_000);
        ends.put(JOB, new ForecastRows.JobEnd(null));
        book.learn();
        assertThat(kept).isEmpty();
    }

    @Test
    void rangesAreLearntFromWhatAllGatewaysKeptSoThatARestartForgetsNothing() {
        Told before = book.range(3, 0, 10_000);
        for (int i = 1; i <= 200; i++) {
            kept.add(new ForecastRows.KeptForecast(
                    i, new ForecastRows.EndedForecast(new Told(3, 0, 10_000, 5_000, 20_000), 29_000 + 10L * i)));
        }
        book.learn();
        Told after = book.range(3, 0, 10_000);
        assertThat(before.high()).isEqualTo(20_000);
        assertThat(after.low()).isGreaterThan(28_000);
        assertThat(after.high()).isBetween(30_000L, 32_000L);

        ForecastBook.ForecastQuality quality = book.quality();
        assertThat(quality.told()).isEqualTo(200);
        assertThat(quality.coverage()).isZero();
        assertThat(quality.medianErrorSeconds()).isBetween(19.0, 21.0);
        assertThat(meters.get("imece.forecast.error").gauge().value()).isBetween(19.0, 21.0);
    }
}
