package imece.gateway.line;

import imece.contract.LaneName;
import imece.contract.SlotId;
import imece.gateway.job.Job.Counters;
import imece.gateway.job.LossCharge;
import imece.gateway.job.Transitions;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnClass;
import imece.gateway.turn.TurnOrder;
import imece.gateway.turn.WaitingJob;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What slots are doing and will do next, and the head of the line, as the rows say. */
@Repository
class SlotWorkRows {

    private final JdbcClient sql;

    SlotWorkRows(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A job that is with a slot, or was dispatched.
     *
     * @param slot where; null = the broker says
     * @param work pixels times steps
     * @param phase of its run, in the words of the API; null = it was dispatched, and waits
     * @param progress 0 to 100
     * @param ranFor since its start, in milliseconds
     */
    record SlotWork(
            long ticket,
            LaneName lane,
            @Nullable SlotId slot,
            long work,
            @Nullable String phase,
            int progress,
            long ranFor,
            long dispatchNo) {}

    /** All that runs or was dispatched. */
    List<SlotWork> present() {
        return sql.sql("""
                        select ticket, lane, worker, gpu, assigned_worker, assigned_gpu, work, progress, dispatch_no,
                               case when status = 'processing' then coalesce(phase, 'waiting-for-gpu') end as run_phase,
                               coalesce(extract(epoch from now() - started_at) * 1000, 0)::bigint as ran_for
                        from jobs where status in ('processing', 'dispatched') order by dispatch_no""")
                .query((row, number) -> new SlotWork(
                        row.getLong("ticket"),
                        LaneName.parse(row.getString("lane")),
                        slot(row.getString("worker"), row.getString("gpu")) == null
                                ? slot(row.getString("assigned_worker"), row.getString("assigned_gpu"))
                                : slot(row.getString("worker"), row.getString("gpu")),
                        row.getLong("work"),
                        row.getString("run_phase"),
                        row.getInt("progress"),
                        Math.max(0, row.getLong("ran_for")),
                        row.getLong("dispatch_no")))
                .list();
    }

    private static @Nullable SlotId slot(@Nullable String worker, @Nullable String gpu) {
        return worker == null || gpu == null ? null : new SlotId(worker, gpu);
    }

    /** The lane of the run that each slot completed last, of the newest runs. */
    Map<SlotId, LaneName> completed() {
        Map<SlotId, LaneName> lanes = new HashMap<>();
        sql.sql("""
                        select r.worker, r.gpu, j.lane from
                            (select worker, gpu, job_id, ended_at from runs where outcome = 'completed'
                             order by ended_at desc limit 500) r
                        join jobs j on j.id = r.job_id order by r.ended_at""").query((ResultSet row) -> {
            lanes.put(new SlotId(row.getString("worker"), row.getString("gpu")), LaneName.parse(row.getString("lane")));
        });
        return lanes;
    }

    /** The clocks of all lanes, in GPU-milliseconds. */
    Map<String, Long> clocks() {
        Map<String, Long> clocks = new HashMap<>();
        sql.sql("select lane, clock from lane_clocks").query((ResultSet row) -> {
            clocks.put(row.getString("lane"), row.getLong("clock"));
        });
        return clocks;
    }

    /**
     * A job at the head of the line.
     *
     * @param work pixels times steps
     */
    record HeadJob(WaitingJob job, long work) {}

    /** Those of these jobs that may be dispatched now. */
    List<HeadJob> head(Collection<Long> tickets) {
        return sql.sql("""
                        select pinned, turn, ticket, lane, turn_class, turn_weight, estimate, work, avoid_worker, avoid_gpu,
                               failures, suspicions
                        from jobs where ticket = any(:tickets) and status = 'queued'
                            and failures < :most and (not_before is null or not_before <= now())""")
                .param("tickets", tickets.toArray(Long[]::new))
                .param("most", Transitions.MAX_FAILURES)
                .query((row, number) -> new HeadJob(
                        new WaitingJob(
                                new TurnOrder(row.getBoolean("pinned"), row.getLong("turn"), row.getLong("ticket")),
                                LaneName.parse(row.getString("lane")),
                                TurnClass.of(row.getString("turn_class")),
                                new ShareWeight(row.getInt("turn_weight")),
                                row.getLong("estimate"),
                                slot(row.getString("avoid_worker"), row.getString("avoid_gpu")),
                                LossCharge.mustRunAlone(
                                        new Counters(0, 0, 0, row.getInt("failures"), row.getInt("suspicions"), 0))),
                        row.getLong("work")))
                .list();
    }
}
