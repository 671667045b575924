package imece.gateway.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.gateway.picture.Retention.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Property
    void whatIsOldGoesAndTheRestFitsAndNothingGoesInVain(
            @ForAll @Size(max = 40) List<@IntRange(max = 100) Integer> agesInDays,
            @ForAll @IntRange(min = 1, max = 100) int maxDays,
            @ForAll @IntRange(min = 1, max = 200) int maxTotal) {
        List<Kept> all = pictures(agesInDays);
        List<Kept> going = going(all, Duration.ofDays(maxDays), (long) maxTotal);
        List<Kept> staying = all.subList(going.size(), all.size());

        assertThat(going).as("the oldest ones").isEqualTo(all.subList(0, going.size()));
        assertThat(staying).allMatch(kept -> !kept.finished().isBefore(NOW.minus(Duration.ofDays(maxDays))));
        assertThat(bytes(staying)).isLessThanOrEqualTo(maxTotal);
        if (!going.isEmpty()) {
            Kept last = going.getLast();
            boolean old = last.finished().isBefore(NOW.minus(Duration.ofDays(maxDays)));
            assertThat(old || bytes(staying) + last.bytes() > maxTotal).isTrue();
        }
    }

    @Property
    void withoutALimitNothingGoes(@ForAll @Size(max = 40) List<@IntRange(max = 100) Integer> agesInDays) {
        assertThat(going(pictures(agesInDays), null, null)).isEmpty();
    }

    @Example
    void aFarmThatIsSetUpToKeepNothingDoesNotStart() {
        DataSize some = DataSize.ofMegabytes(1);
        assertThatThrownBy(() -> new PictureSettings(some, Duration.ofMinutes(1), null))
                .hasMessageContaining("imece.gateway.pictures.max-age is PT1M, but must be 1h or more");
        assertThatThrownBy(() -> new PictureSettings(some, null, DataSize.ofBytes(0)))
                .hasMessageContaining("imece.gateway.pictures.max-total is 0B, but must be more than 0");
        assertThatThrownBy(() -> new PictureSettings(DataSize.ofBytes(-1), null, null))
                .hasMessageContaining("imece.gateway.pictures.min-free");
        assertThat(new PictureSettings(some, null, null).keepsEverything()).isTrue();
    }

    private static List<Kept> going(List<Kept> all, @Nullable Duration maxAge, @Nullable Long maxTotal) {
        return Retention.going(all, bytes(all), maxAge, maxTotal, NOW);
    }

    private static List<Kept> pictures(List<Integer> agesInDays) {
        List<Kept> pictures = new ArrayList<>();
        for (int i = 0; i < agesInDays.size(); i++) {
            pictures.add(new Kept(new UUID(1, i), NOW.minus(Duration.ofDays(agesInDays.get(i))), 1 + i % 9));
        }
        pictures.sort(Comparator.comparing(Kept::finished));
        return pictures;
    }

    private static long bytes(List<Kept> pictures) {
        return pictures.stream().mapToLong(Kept::bytes).sum();
    }
}
