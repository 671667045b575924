package imece.gateway.dispatch;

import imece.gateway.dispatch.DueLanes.LaneWindow;
import imece.gateway.job.Transitions;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the rows say about lanes, for the dispatcher. */
@Repository
class DispatchRows {

    /** Jumps from lane to lane along the index: as many steps as there are lanes, however many jobs wait in them. */
    private static final String LANES_WITH_WORK = """
            with recursive lanes as (
                (select lane from jobs where status = 'queued' order by lane limit 1)
                union all
                select (select j.lane from jobs j where j.status = 'queued' and j.lane > lanes.lane order by j.lane limit 1)
                from lanes where lanes.lane is not null
            )
            select lane from lanes where exists (
                select 1 from jobs j
                where j.lane = lanes.lane and j.status = 'queued' and j.failures < :most
                  and (j.not_before is null or j.not_before <= now() or j.not_before > now() + make_interval(secs => :believed)))""";

    /** Lanes that have jobs with the broker, the one that waits longest first. */
    private static final String HANDED = """
            select lane, extract(epoch from now() - min(dispatched_at)) * 1000 as waits from jobs
            where status = 'dispatched' group by lane order by min(dispatch_no)""";

    private final JdbcClient sql;

    DispatchRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** Lanes in which a job may be dispatched now; one with no failure left is on probation and goes nowhere. */
    List<String> lanesWithWork() {
        return sql.sql(LANES_WITH_WORK)
                .param("most", Transitions.MAX_FAILURES)
                .param("believed", Transitions.BELIEVED_BACK_OFF.toSeconds())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Lanes that have jobs with the broker, the one that waits longest first. */
    List<LaneWindow.WaitingLane> handed() {
        return sql.sql(HANDED)
                .query((row, number) ->
                        new LaneWindow.WaitingLane(row.getString("lane"), Duration.ofMillis(row.getLong("waits"))))
                .list();
    }
}
