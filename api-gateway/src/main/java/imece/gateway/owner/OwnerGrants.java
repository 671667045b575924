package imece.gateway.owner;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/**
 * Grants what nothing stands against in one statement: this is what nearly every submit needs, and each further statement would
 * cost it more than the limits themselves. It says no more than that; what it does not grant is decided by {@link RatePolicy} and told by {@link OwnerAdmission}, with the row locked.
 */
@Repository
class OwnerGrants {

    private static final String ADDRESS = """

                  and not exists (select from owners a
                                  where a.id = :address and a.forbidden_until > statement_timestamp())""";

    /** A day's use is looked at only if there is a limit. */
    private static final String DAILY = """

                  and (%1$s is null or %1$s > coalesce((
                      select %2$s from owner_usage u
                      where u.owner = :id and u.day = (now() at time zone 'UTC')::date), 0))""";

    private final JdbcClient sql;
    private final String ofAddress;
    private final String ofNoAddress;

    /** What the settings say is part of the statement: they hold as long as the program runs. */
    OwnerGrants(JdbcClient sql, OwnerSettings settings) {
        this.sql = sql;
        this.ofAddress = statement(settings, ADDRESS);
        this.ofNoAddress = statement(settings, "");
    }

    /**
     * The moment is that at which the statement came, before it has waited for the row. An earlier moment never grants more: what
     * it has not earned yet counts as asked too fast, and is decided again.
     */
    private static String statement(OwnerSettings settings, String ofAddress) {
        String perMinute = "coalesce(o.per_minute, " + settings.perMinute() + ")";
        String microsOfOne = "((60000000 + %1$s - 1) / %1$s)".formatted(perMinute);
        String daily = DAILY.formatted(either("daily_pictures", settings.dailyPictures()), "u.pictures")
                + DAILY.formatted(either("daily_gpu_seconds", settings.dailyGpuSeconds()), "u.gpu_millis / 1000")
                + DAILY.formatted(either("daily_bytes", settings.dailyBytes()), "u.bytes");
        String burst = "coalesce(o.burst, " + settings.burst() + ")";
        return """
            update owners o set last_seen = statement_timestamp(),
                rate_at = greatest(o.rate_at, statement_timestamp()) + :jobs * interval '1 microsecond' * %1$s
            where o.id = :id and o.moved_to is null and o.deleted_by is null
              and (o.forbidden_until is null or o.forbidden_until <= statement_timestamp())%2$s%3$s
              and :jobs <= %4$s
              and greatest(o.rate_at, statement_timestamp())
                  <= statement_timestamp() + (%4$s - :jobs)::bigint * interval '1 microsecond' * %1$s
            returning o.*, statement_timestamp() as at""".formatted(microsOfOne, ofAddress, daily, burst);
    }

    private static String either(String own, @Nullable Long others) {
        return others == null ? "o." + own : "coalesce(o." + own + ", " + others + ")";
    }

    /**
     * Takes so many jobs off what this owner may ask for, and locks its row.
     *
     * @return the row as it now is; empty if something may stand against it, or it has no row: then nothing was done
     */
    Optional<Grant> grant(Asker asker, int jobs) {
        StatementSpec statement = asker.address() == null
                ? sql.sql(ofNoAddress)
                : sql.sql(ofAddress).param("address", asker.address());
        return statement
                .param("id", asker.owner())
                .param("jobs", jobs)
                .query((row, number) -> new Grant(OwnerRows.owner(row), OwnerRows.at(row)))
                .optional();
    }

    /**
     * What was granted.
     *
     * @param owner as it now is
     * @param at when, by the database's clock
     */
    record Grant(Owner owner, Instant at) {}
}
