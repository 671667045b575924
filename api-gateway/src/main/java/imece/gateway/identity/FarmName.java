package imece.gateway.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this farm's cookies are named after: one row that never changes, read once. */
@Component
public class FarmName {

    /** For so long after the upgrade weaker names of a cookie count under https, too. */
    static final Duration WEAKER_NAMES = Duration.ofDays(90);

    private final AtomicReference<@Nullable NamedFarm> read = new AtomicReference<>();
    private final @Nullable JdbcClient database;

    @Autowired
    FarmName(JdbcClient database) {
        this.database = database;
    }

    private FarmName(NamedFarm farm) {
        this.database = null;
        this.read.set(farm);
    }

    /** That of a farm whose row is known already. */
    static FarmName of(String digits, Instant since) {
        return new FarmName(new NamedFarm(digits, since));
    }

    /** 8 lower-case hex digits. */
    String digits() {
        return farm().digits();
    }

    /** From when on only the strongest name of a cookie counts under https. */
    Instant strongOnlyFrom() {
        return farm().since().plus(WEAKER_NAMES);
    }

    private NamedFarm farm() {
        NamedFarm known = read.get();
        if (known == null) {
            known = fromDatabase();
            read.set(known);
        }
        return known;
    }

    private NamedFarm fromDatabase() {
        if (database == null) {
            throw new IllegalStateException("A farm without a database was not told its name.");
        }
        return database.sql("select cookies, created_at from farm")
                .query((row, number) -> new NamedFarm(
                        row.getString("cookies"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .single();
    }

    private record NamedFarm(String digits, Instant since) {}
}
