package imece.gateway.line;

import imece.gateway.turn.ForecastRanges.Told;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was told of when pictures would be there, and what came of it. */
@Repository
class ForecastRows {

    /** So many are kept, and learnt from anew after a start. */
    static final int MOST_KEPT = 5_000;

    private final JdbcClient sql;

    ForecastRows(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * How a job ended.
     *
     * @param completedAgo how long its picture has been there; null = there is none
     */
    record JobEnd(@Nullable Duration completedAgo) {}

    /** Those of these jobs that are over. */
    Map<UUID, JobEnd> ends(Collection<UUID> jobs) {
        Map<UUID, JobEnd> ends = new HashMap<>();
        sql.sql("""
                        select id, case when status = 'complete'
                                        then (extract(epoch from now() - finished_at) * 1000)::bigint end as ago
                        from jobs where id = any(:ids) and status in ('complete', 'error', 'cancelled')""").param("ids", jobs.toArray(UUID[]::new)).query((ResultSet row) -> {
            UUID id = row.getObject("id", UUID.class);
            long ago = row.getLong("ago");
            ends.put(id, new JobEnd(row.wasNull() ? null : Duration.ofMillis(Math.max(0, ago))));
        });
        return ends;
    }

    /** What was told, and how long it took from then, in milliseconds. */
    record EndedForecast(Told told, long actual) {}

    /** Adds one, and counts it on the day of its end. */
    void add(EndedForecast ended) {
        Told told = ended.told();
        sql.sql("""
                        with kept as (
                            insert into forecasts (told, place, ahead, point, low, high, actual)
                            values (now() - make_interval(secs => :actual / 1000.0), :place, :ahead, :point, :low, :high, :actual)
                            returning 1)
                        insert into forecast_days (day, told, held, log_error, error)
                        select (now() at time zone 'utc')::date, 1, :held, :logError, :error from kept
                        on conflict (day) do update set told = forecast_days.told + 1, held = forecast_days.held + excluded.held,
                            log_error = forecast_days.log_error + excluded.log_error,
                            error = forecast_days.error + excluded.error""")
                .param("place", told.place())
                .param("ahead", told.ahead())
                .param("point", told.point())
                .param("low", told.low())
                .param("high", told.high())
                .param("actual", ended.actual())
                .param("held", told.holds(ended.actual()) ? 1L : 0L)
                .param("logError", Math.abs(Math.log((double) Math.max(1, ended.actual()) / Math.max(1, told.point()))))
                .param("error", Math.abs(ended.actual() - told.point()))
                .update();
    }

    /** One that was kept, with its number. */
    record KeptForecast(long no, EndedForecast ended) {}

    /** Those after this number, the newest of them, in their order. */
    List<KeptForecast> after(long no) {
        return sql.sql("""
                        select * from (select * from forecasts where no > :no order by no desc limit :most) newest
                        order by no""")
                .param("no", no)
                .param("most", MOST_KEPT)
                .query((row, number) -> new KeptForecast(
                        row.getLong("no"),
                        new EndedForecast(
                                new Told(
                                        row.getInt("place"),
                                        row.getLong("ahead"),
                                        row.getLong("point"),
                                        row.getLong("low"),
                                        row.getLong("high")),
                                row.getLong("actual"))))
                .list();
    }

    /** Removes what nobody learns from any more, and days of more than a year ago. */
    void prune() {
        sql.sql("delete from forecasts where no <= (select max(no) from forecasts) - :most")
                .param("most", MOST_KEPT)
                .update();
        sql.sql("delete from forecast_days where day < (now() at time zone 'utc')::date - 400")
                .update();
    }
}
