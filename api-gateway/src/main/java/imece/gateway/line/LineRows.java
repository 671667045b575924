package imece.gateway.line;

import imece.gateway.job.Transitions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the rows say about the order of a lane. */
@Repository
class LineRows {

    private final JdbcClient sql;

    LineRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** The lane as it stands: one query for who waits, one for what runs. */
    Lane read(String lane) {
        List<Lane.Waiting> waiting = sql.sql("""
                        select id, owner, work from jobs
                        where lane = :lane and status in ('queued', 'dispatched')
                        order by status = 'queued', dispatch_no, ticket""")
                .param("lane", lane)
                .query((row, number) -> new Lane.Waiting(
                        row.getObject("id", UUID.class), row.getObject("owner", UUID.class), row.getLong("work")))
                .list();
        Double running = sql.sql("""
                        select coalesce(sum(work * (100 - progress) / 100.0), 0) from jobs
                        where lane = :lane and status = 'processing'""").param("lane", lane).query(Double.class).single();
        return new Lane(waiting, running);
    }

    /** The places of a few waiting jobs, counted; for answers that are given before the lane is read again. */
    Map<UUID, Integer> positions(Collection<UUID> ids) {
        Map<UUID, Integer> positions = new HashMap<>();
        sql.sql("""
                        select j.id, 1 + (select count(*) from jobs ahead
                                          where ahead.lane = j.lane and ahead.status = 'dispatched'
                                            and (j.status = 'queued' or ahead.dispatch_no < j.dispatch_no))
                                       + (select count(*) from jobs ahead
                                          where ahead.lane = j.lane and ahead.status = 'queued'
                                            and j.status = 'queued' and ahead.ticket < j.ticket) as position
                        from jobs j where j.id = any(:ids) and j.status in ('queued', 'dispatched')""").param("ids", ids.toArray(UUID[]::new)).query(row -> {
            positions.put(row.getObject("id", UUID.class), row.getInt("position"));
        });
        return positions;
    }

    /** A lane with jobs that wait; those of a back-off are not counted. */
    record Standing(
            String lane,
            int queued,
            int dispatched,
            @Nullable Instant lastStart) {}

    /** The lanes in which something waits. */
    List<Standing> standing() {
        return sql.sql("""
            select l.lane, l.queued, l.dispatched,
                   (select max(r.started_at) from runs r join jobs s on s.id = r.job_id
                    where r.started_at > now() - interval '1 minute' and s.lane = l.lane) as last_start
            from (select lane, count(*) filter (where status = 'queued') as queued,
                         count(*) filter (where status = 'dispatched') as dispatched
                  from jobs
                  where status = 'dispatched'
                     or (status = 'queued' and failures < :most and (not_before is null or not_before <= now()))
                  group by lane) l""")
                .param("most", Transitions.MAX_FAILURES)
                .query((row, number) -> {
                    OffsetDateTime last = row.getObject("last_start", OffsetDateTime.class);
                    return new Standing(
                            row.getString("lane"),
                            row.getInt("queued"),
                            row.getInt("dispatched"),
                            last == null ? null : last.toInstant());
                })
                .list();
    }

    /** How fast completed runs lately were; empty before the first one. */
    Optional<Pace> pace() {
        return sql.sql("""
                        select percentile_cont(0.25) within group (order by per_unit) as fast,
                               percentile_cont(0.75) within group (order by per_unit) as slow
                        from (select extract(epoch from r.ended_at - r.started_at) / j.work as per_unit
                              from runs r join jobs j on j.id = r.job_id
                              where r.outcome = 'completed' order by r.ended_at desc limit 100) newest
                        having count(*) > 0""")
                .query((row, number) -> new Pace(row.getDouble("fast"), row.getDouble("slow")))
                .optional();
    }
}
