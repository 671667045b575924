package imece.gateway.owner;

import imece.gateway.job.rows.EndOfLane;
import imece.gateway.owner.OwnerRows.OwnerReading;
import java.sql.Types;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Grants what nothing stands against, and closes the end of a lane, in one statement: this is what nearly every submit needs, and
 * each further statement would cost it more than the limits themselves. It says no more than that; what it does not grant is
 * decided by {@link RatePolicy} and told by {@link OwnerAdmission}, with the row locked.
 */
@Repository
class OwnerGrants {

    /**
     * The moment is read before the row's lock is waited for. An earlier moment never grants more: what it has not earned yet
     * counts as asked too fast, and is decided again. The lane is closed for a row that was written and so is locked; for none, if
     * there is no such row, and whoever waits for an owner holds the end of no lane.
     */
    private static final String GRANT = """
            with present as materialized (
                select clock_timestamp() as at
            ), granted as (
                update owners o set last_seen = p.at,
                    rate_at = greatest(o.rate_at, p.at) + cast(:jobs as bigint) * interval '1 microsecond'
                              * ((60000000 + coalesce(o.per_minute, :perMinute) - 1) / coalesce(o.per_minute, :perMinute))
                from present p
                     left join owner_usage u on u.owner = :id and u.day = (now() at time zone 'UTC')::date
                     left join owners a on a.id = cast(:address as uuid)
                where o.id = :id and o.moved_to is null and o.deleted_by is null
                  and coalesce(o.forbidden_until <= p.at, true) and coalesce(a.forbidden_until <= p.at, true)
                  and coalesce(coalesce(u.pictures, 0) < coalesce(o.daily_pictures, :pictures), true)
                  and coalesce(coalesce(u.gpu_millis, 0) / 1000 < coalesce(o.daily_gpu_seconds, :gpuSeconds), true)
                  and coalesce(coalesce(u.bytes, 0) < coalesce(o.daily_bytes, :bytes), true)
                  and :jobs <= coalesce(o.burst, :burst)
                  and greatest(o.rate_at, p.at) <= p.at + (coalesce(o.burst, :burst) - cast(:jobs as bigint))
                      * interval '1 microsecond'
                      * ((60000000 + coalesce(o.per_minute, :perMinute) - 1) / coalesce(o.per_minute, :perMinute))
                returning o.*, p.at, u.pictures, u.gpu_millis, u.bytes, a.forbidden_until as address_forbidden_until
            )
            select granted.*, %s from granted""".formatted(EndOfLane.CLOSED);

    private final JdbcClient sql;
    private final OwnerSettings settings;

    OwnerGrants(JdbcClient sql, OwnerSettings settings) {
        this.sql = sql;
        this.settings = settings;
    }

    /**
     * Takes so many jobs off what this owner may ask for, locks its row, and closes the end of the lane.
     *
     * @return the row as it now is; empty if something may stand against it, or it has no row: then nothing was done
     */
    Optional<OwnerReading> grant(Asker asker, int jobs, String lane) {
        return sql.sql(GRANT)
                .param("id", asker.owner())
                .param("address", asker.address(), Types.OTHER)
                .param("jobs", jobs)
                .param("lane", lane)
                .param("perMinute", settings.perMinute())
                .param("burst", settings.burst())
                .param("pictures", settings.dailyPictures(), Types.BIGINT)
                .param("gpuSeconds", settings.dailyGpuSeconds(), Types.BIGINT)
                .param("bytes", settings.dailyBytes(), Types.BIGINT)
                .query(OwnerRows::reading)
                .optional();
    }
}
