package imece.gateway.line;

import imece.gateway.job.Transitions;
import imece.gateway.line.JobView.Eta;
import imece.gateway.line.LaneCompetition.BusyLanes;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.line.LineRows.LaneReading.RenderSpeed;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the rows say about the order of a lane. */
@Repository
public class LineRows {

    private final JdbcClient sql;

    LineRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** The lane as it stands at one moment, for these owners: counted through to the last of their jobs, and only theirs told. */
    public LaneReading read(String lane, Collection<UUID> owners) {
        double[] running = {0};
        List<LaneReading.Waiting> waiting = sql.sql("""
                        with handed as (
                            select count(*) as n, coalesce(sum(work), 0)::float8 as work from jobs
                            where lane = :lane and status = 'dispatched'
                        ), line as (
                            select id, owner, work, row_number() over w as position,
                                   sum(work::float8) over w - work as ahead, false as pauses
                            from jobs where lane = :lane and status = 'dispatched'
                            window w as (order by dispatch_no)
                            union all
                            select id, owner, jobs.work, handed.n + row_number() over w,
                                   handed.work + sum(jobs.work::float8) over w - jobs.work,
                                   coalesce(not_before > now(), false)
                            from jobs, handed
                            where lane = :lane and status = 'queued' and ticket <= (
                                select max(ticket) from jobs
                                where owner = any(:owners) and lane = :lane and status = 'queued')
                            window w as (order by ticket rows unbounded preceding)
                        )
                        select id, owner, work, position, ahead, pauses,
                               (select coalesce(sum(work * (100 - progress) / 100.0), 0) from jobs
                                where lane = :lane and status = 'processing') as running
                        from line where owner = any(:owners) order by position""")
                .param("lane", lane)
                .param("owners", owners.toArray(UUID[]::new))
                .query((row, number) -> {
                    running[0] = row.getDouble("running");
                    return new LaneReading.Waiting(
                            row.getObject("id", UUID.class),
                            row.getObject("owner", UUID.class),
                            row.getLong("work"),
                            row.getInt("position"),
                            row.getDouble("ahead"),
                            row.getBoolean("pauses"));
                })
                .list();
        return new LaneReading(waiting, running[0]);
    }

    /**
     * The places of a few waiting jobs, counted; for answers that are given before the lane is read again. Who must pause before
     * another try has place 0: others pass by, and its place would rise.
     */
    public Map<UUID, Integer> positions(Collection<UUID> ids) {
        Map<UUID, Integer> positions = new HashMap<>();
        sql.sql("""
                        select j.id, case when coalesce(j.not_before > now(), false) then 0 else 1 + (select count(*) from jobs ahead
                                          where ahead.lane = j.lane and ahead.status = 'dispatched'
                                            and (j.status = 'queued' or ahead.dispatch_no < j.dispatch_no))
                                       + (select count(*) from jobs ahead
                                          where ahead.lane = j.lane and ahead.status = 'queued'
                                            and j.status = 'queued' and ahead.ticket < j.ticket) end as position
                        from jobs j where j.id = any(:ids) and j.status in ('queued', 'dispatched')""").param("ids", ids.toArray(UUID[]::new)).query(row -> {
            positions.put(row.getObject("id", UUID.class), row.getInt("position"));
        });
        return positions;
    }

    /** The lanes in which jobs wait or run; each is found by one look into an index, however many jobs it has. */
    BusyLanes busyLanes() {
        return new BusyLanes(Set.copyOf(lanesWith("queued", "dispatched")), Set.copyOf(lanesWith("processing")));
    }

    private List<String> lanesWith(String... statuses) {
        String each = Arrays.stream(statuses).map("""
                        (with recursive found as (
                            (select lane from jobs where status = '%1$s' order by lane limit 1)
                            union all
                            select (select lane from jobs where status = '%1$s' and lane > found.lane order by lane limit 1)
                            from found where found.lane is not null)
                         select lane from found where lane is not null)"""::formatted).collect(Collectors.joining(" union "));
        return sql.sql(each).query((row, number) -> row.getString("lane")).list();
    }

    /** A lane with jobs that wait; those of a back-off are not counted. */
    public record Standing(
            String lane,
            int queued,
            int dispatched,
            @Nullable Instant lastStart) {}

    /** The lanes in which something waits. */
    public List<Standing> standing() {
        return sql.sql("""
            select l.lane, l.queued, l.dispatched,
                   (select max(r.started_at) from runs r join jobs s on s.id = r.job_id
                    where r.started_at > now() - interval '1 minute' and s.lane = l.lane) as last_start
            from (select lane, count(*) filter (where status = 'queued') as queued,
                         count(*) filter (where status = 'dispatched') as dispatched
                  from jobs
                  where status = 'dispatched'
                     or (status = 'queued' and failures < :most
                         and (not_before is null or not_before <= now() or not_before > now() + make_interval(secs => :believed)))
                  group by lane) l""")
                .param("most", Transitions.MAX_FAILURES)
                .param("believed", Transitions.BELIEVED_BACK_OFF.toSeconds())
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
    Optional<RenderSpeed> pace() {
        return sql.sql("""
                        select percentile_cont(0.25) within group (order by per_unit) as fast,
                               percentile_cont(0.75) within group (order by per_unit) as slow
                        from (select extract(epoch from r.ended_at - r.started_at) / j.work as per_unit
                              from runs r join jobs j on j.id = r.job_id
                              where r.outcome = 'completed' order by r.ended_at desc limit 100) newest
                        having count(*) > 0""")
                .query((row, number) -> new RenderSpeed(row.getDouble("fast"), row.getDouble("slow")))
                .optional();
    }

    /**
     * One reading of one lane, for some of those who wait in it.
     *
     * @param waiting their jobs, first to last
     * @param workRunning units of work still to be done by the lane's running jobs
     */
    public record LaneReading(List<Waiting> waiting, double workRunning) {

        public LaneReading {
            waiting = List.copyOf(waiting);
        }

        /**
         * One job that waits.
         *
         * @param work pixels times steps
         * @param position 1 = next; dispatched ones first, by dispatch, then queued ones by policy
         * @param workAhead work of all that wait before it
         * @param pauses whether it must not run before a pause is over
         */
        public record Waiting(UUID id, UUID owner, long work, int position, double workAhead, boolean pauses) {

            /** One that runs as soon as it is its turn. */
            Waiting(UUID id, UUID owner, long work, int position, double workAhead) {
                this(id, owner, work, position, workAhead, false);
            }
        }

        /** Everybody's place in this lane, as if its slots had nothing else to do. */
        public Map<UUID, LinePosition> places(@Nullable RenderSpeed speed, int slots) {
            Map<UUID, LinePosition> places = HashMap.newHashMap(waiting.size());
            for (Waiting job : waiting) {
                places.put(
                        job.id(),
                        job.pauses()
                                ? LinePosition.IN_BACK_OFF
                                : new LinePosition(
                                        job.position(),
                                        RenderSpeed.eta(speed, job.workAhead(), workRunning, job.work(), slots)));
            }
            return places;
        }

        /**
         * How fast this farm was lately, measured: seconds that one slot needs per unit of work (a pixel in a step), as a range of
         * quartiles over the newest completed runs.
         *
         * @param fast lower quartile, seconds per unit
         * @param slow upper quartile, seconds per unit
         */
        public record RenderSpeed(double fast, double slow) {

            /**
             * When a waiting job's picture will be there.
             *
             * @param speed what was measured; null = nothing yet
             * @param workAhead units that wait before it in its lane
             * @param workRunning units still to be done by running jobs of the lane
             * @param own units of the job itself
             * @param slots live slots of the lane
             * @return a range in seconds, or null: nothing is ever promised from a constant
             */
            public static @Nullable Eta eta(
                    @Nullable RenderSpeed speed, double workAhead, double workRunning, long own, int slots) {
                if (speed == null || slots < 1) {
                    return null;
                }
                double units = (workAhead + workRunning) / slots + own;
                return new Eta((long) Math.floor(units * speed.fast()), (long) Math.ceil(units * speed.slow()) + 1);
            }
        }
    }
}
