package imece.gateway.dispatch;

import imece.contract.LaneName;
import imece.contract.LiveEvent.Phase;
import imece.contract.SlotId;
import imece.contract.Topology;
import imece.gateway.dispatch.PlacedJob.StartedRun;
import imece.gateway.job.Job;
import imece.gateway.job.LossCharge;
import imece.gateway.job.Transitions;
import imece.gateway.turn.LaneClocks;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnClass;
import imece.gateway.turn.TurnOrder;
import imece.gateway.turn.TurnPass;
import imece.gateway.turn.WaitingJob;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the rows say, for the dispatcher. */
@Repository
class DispatchRows {

    /** So many jobs of a lane are read at most. */
    static final int READ = 256;

    private static final int LATEST_RUNS = 500;

    private static final String WAITING =
            "id, epoch, lane, pinned, turn, ticket, turn_class, turn_weight, estimate, suspicions, avoid_worker, avoid_gpu";

    /** Two arms, each with an index of its own. */
    private static final String PLACED = """
            select %1$s, work, assigned_worker, assigned_gpu, dispatch_no, null::uuid as run_id, null as worker,
                   null::uuid as instance, null as gpu, null as phase, 0 as millis
            from jobs where status = 'dispatched'
            union all
            select %1$s, work, assigned_worker, assigned_gpu, dispatch_no, run_id, worker, instance, gpu, phase,
                   extract(epoch from now() - started_at) * 1000
            from jobs where status = 'processing'
            order by dispatch_no""".formatted(WAITING);

    /** Jumps from lane to lane along the index: as many steps as there are lanes, however many jobs wait in them. */
    private static final String LANES = """
            with recursive lanes as (
                (select lane from jobs where status = 'queued' order by lane limit 1)
                union all
                select (select j.lane from jobs j where j.status = 'queued' and j.lane > lanes.lane order by j.lane limit 1)
                from lanes where lanes.lane is not null
            )
            select lane from lanes where lane is not null""";

    /** One with no failure left is on probation and goes nowhere. */
    private static final String LINE = """
            select job.* from unnest(:lanes::text[]) as wanted (name) cross join lateral (
                select %s from jobs
                where lane = wanted.name and status = 'queued' and failures < :most
                  and (not_before is null or not_before <= now() or not_before > now() + make_interval(secs => :believed))
                order by pinned desc, turn, ticket limit :read) job""".formatted(WAITING);

    private static final String LAST_RUNS = """
            select r.worker, r.gpu, j.lane from runs r join jobs j on j.id = r.job_id
            where r.outcome = 'completed' order by r.ended_at desc limit :latest""";

    /** Nobody waits before them any more; looked at by the first of each lane only, so one may be kept for a while longer. */
    private static final String FORGET = """
            delete from turn_passes pass where not exists (
                select 1 from unnest(pass.lanes) as held (lane) cross join lateral (
                    select pinned, turn, ticket from jobs
                    where jobs.lane = held.lane and status = 'queued' order by pinned desc, turn, ticket limit 1) first
                where (not first.pinned, first.turn, first.ticket) < (not pass.pinned, pass.turn, pass.ticket))""";

    private final JdbcClient sql;

    DispatchRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** A job in the line that may go now. */
    record QueuedJob(UUID id, WaitingJob job) {}

    /** Jobs that were given to the broker and are not over, in the order in which they were dispatched. */
    List<PlacedJob> placed() {
        return sql.sql(PLACED)
                .query((row, number) -> new PlacedJob(
                        row.getObject("id", UUID.class),
                        row.getLong("epoch"),
                        waiting(row),
                        slot(row, "assigned_worker", "assigned_gpu"),
                        row.getLong("work"),
                        run(row)))
                .list();
    }

    /** The lanes in which anything waits in the line. */
    List<String> lanes() {
        return sql.sql(LANES).query((row, number) -> row.getString(1)).list();
    }

    /** The first {@value #READ} jobs of each of these lanes that may go now, and one more where there are more. */
    List<QueuedJob> line(Collection<String> lanes) {
        return lanes.isEmpty()
                ? List.of()
                : sql.sql(LINE)
                        .param("lanes", lanes.toArray(String[]::new))
                        .param("most", Transitions.MAX_FAILURES)
                        .param("believed", Transitions.BELIEVED_BACK_OFF.toSeconds())
                        .param("read", READ + 1)
                        .query((row, number) -> new QueuedJob(row.getObject("id", UUID.class), waiting(row)))
                        .list();
    }

    /** What all clocks show. */
    LaneClocks clocks() {
        Map<LaneName, Long> kept = new HashMap<>();
        sql.sql("select lane, clock from lane_clocks").query(row -> {
            kept.put(LaneName.parse(row.getString("lane")), row.getLong("clock"));
        });
        return new LaneClocks(kept);
    }

    /** Who went before their turn. */
    List<TurnPass> passes() {
        return sql.sql("select lanes, pinned, turn, ticket, last_ticket, work from turn_passes")
                .query((row, number) -> new TurnPass(
                        lanes(row.getArray("lanes")), order(row), row.getLong("last_ticket"), row.getLong("work")))
                .list();
    }

    /** Forgets those passes that nobody waits before any more. Returns whether there were any. */
    boolean forgetPasses() {
        return sql.sql(FORGET).update() > 0;
    }

    /** The checkpoints that slots loaded last, as far as it is not long ago. */
    Map<SlotId, String> lastCheckpoints() {
        Map<SlotId, String> last = new HashMap<>();
        sql.sql(LAST_RUNS).param("latest", LATEST_RUNS).query(row -> {
            String checkpoint = LaneName.parse(row.getString("lane")).checkpoint();
            if (!checkpoint.equals(Topology.DEFAULT_LANE)) {
                last.putIfAbsent(new SlotId(row.getString("worker"), row.getString("gpu")), checkpoint);
            }
        });
        return last;
    }

    private static Set<LaneName> lanes(Array array) throws SQLException {
        return Stream.of((String[]) array.getArray()).map(LaneName::parse).collect(Collectors.toSet());
    }

    private static WaitingJob waiting(ResultSet row) throws SQLException {
        return new WaitingJob(
                order(row),
                LaneName.parse(row.getString("lane")),
                TurnClass.of(row.getString("turn_class")),
                new ShareWeight(row.getInt("turn_weight")),
                row.getLong("estimate"),
                slot(row, "avoid_worker", "avoid_gpu"),
                LossCharge.mustRunAlone(new Job.Counters(0, 0, 0, 0, row.getInt("suspicions"))));
    }

    private static TurnOrder order(ResultSet row) throws SQLException {
        return new TurnOrder(row.getBoolean("pinned"), row.getLong("turn"), row.getLong("ticket"));
    }

    private static @Nullable SlotId slot(ResultSet row, String worker, String gpu) throws SQLException {
        String name = row.getString(worker);
        return name == null ? null : new SlotId(name, row.getString(gpu));
    }

    private static @Nullable StartedRun run(ResultSet row) throws SQLException {
        SlotId slot = slot(row, "worker", "gpu");
        if (slot == null) {
            return null;
        }
        String phase = row.getString("phase");
        return new StartedRun(
                row.getObject("run_id", UUID.class),
                slot,
                row.getObject("instance", UUID.class),
                phase == null
                        ? Phase.WAITING_FOR_GPU
                        : Phase.valueOf(phase.replace('-', '_').toUpperCase(Locale.ROOT)),
                row.getLong("millis"));
    }
}
