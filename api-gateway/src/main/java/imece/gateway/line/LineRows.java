package imece.gateway.line;

import imece.gateway.job.Job.Counters;
import imece.gateway.job.LossCharge;
import imece.gateway.job.Transitions;
import imece.gateway.line.LaneOrder.WaitingEntry;
import imece.gateway.turn.RunEstimates;
import imece.gateway.turn.TurnOrder;
import imece.gateway.turn.WorkAhead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the rows say about the order of the line. */
@Repository
public class LineRows {

    /** One statement, so one moment: all that wait in order, as an index has it, and more of the jobs of some owners. */
    private static final String ALL = """
            select lane, pinned, turn, ticket, estimate, owner, dispatch_no,
                   null::uuid as id, null::timestamptz as not_before, false as backs_off, 0 as failures, 0 as suspicions,
                   null::timestamptz as created_at
            from (select lane, pinned, turn, ticket, estimate, owner, null::bigint as dispatch_no
                  from jobs where status = 'queued' order by lane, pinned desc, turn, ticket) queued
            union all
            select lane, pinned, turn, ticket, estimate, owner, dispatch_no, null, null, false, 0, 0, null
            from jobs where status = 'dispatched'
            union all
            select lane, pinned, turn, ticket, estimate, owner, dispatch_no, id, not_before,
                   coalesce(not_before > now(), false) or failures >= :most, failures, suspicions, created_at
            from jobs where owner = any(:owners) and status in ('queued', 'dispatched')""";

    private final JdbcClient sql;

    LineRows(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * The line at one moment.
     *
     * @param byLane all that wait
     * @param watched those of the owners who look
     */
    record LineReading(Map<String, List<WaitingEntry>> byLane, List<WatchedJob> watched) {

        LineReading {
            byLane = Map.copyOf(byLane);
            watched = List.copyOf(watched);
        }
    }

    /**
     * A waiting job of somebody who looks.
     *
     * @param backsOff whether it must not run yet, being in a pause or on probation
     * @param until when its pause is over; null = not known
     * @param alone whether it must be drawn alone
     */
    record WatchedJob(
            UUID id,
            UUID owner,
            String lane,
            LineStanding standing,
            long estimate,
            boolean backsOff,
            @Nullable Instant until,
            boolean alone,
            Instant createdAt) {}

    /** The line as it stands, and more of the jobs of these owners. */
    LineReading read(Collection<UUID> owners) {
        Map<String, List<WaitingEntry>> byLane = new HashMap<>();
        List<WatchedJob> watched = new ArrayList<>();
        sql.sql(ALL)
                .param("most", Transitions.MAX_FAILURES)
                .param("owners", owners.toArray(UUID[]::new))
                .query((ResultSet row) -> {
                    UUID id = row.getObject("id", UUID.class);
                    UUID owner = row.getObject("owner", UUID.class);
                    LineStanding standing = standing(row);
                    String lane = row.getString("lane");
                    if (id == null) {
                        byLane.computeIfAbsent(lane, name -> new ArrayList<>())
                                .add(new WaitingEntry(standing, row.getLong("estimate"), owner));
                    } else {
                        watched.add(watched(row, id, owner, lane, standing));
                    }
                });
        return new LineReading(byLane, watched);
    }

    private static WatchedJob watched(ResultSet row, UUID id, UUID owner, String lane, LineStanding standing)
            throws SQLException {
        OffsetDateTime until = row.getObject("not_before", OffsetDateTime.class);
        return new WatchedJob(
                id,
                owner,
                lane,
                standing,
                row.getLong("estimate"),
                row.getBoolean("backs_off"),
                until == null ? null : until.toInstant(),
                LossCharge.mustRunAlone(new Counters(0, 0, 0, row.getInt("failures"), row.getInt("suspicions"), 0)),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static LineStanding standing(ResultSet row) throws SQLException {
        TurnOrder order = new TurnOrder(row.getBoolean("pinned"), row.getLong("turn"), row.getLong("ticket"));
        long number = row.getLong("dispatch_no");
        return row.wasNull() ? LineStanding.queued(order) : new LineStanding(order, number);
    }

    /**
     * How many stand before each of a few waiting jobs, counted; for answers that are given before the line is read again. As
     * {@link LineStanding} has it.
     *
     * @param lanes the lanes whose jobs may stand before one of this lane
     */
    Map<UUID, WorkAhead> ahead(String lane, Collection<UUID> ids, Collection<String> lanes) {
        Map<UUID, WorkAhead> ahead = new HashMap<>();
        sql.sql("""
                        select j.id, count(a.id) as jobs, coalesce(sum(a.estimate), 0) as work,
                               coalesce(bool_or(a.estimate = :guess), false) as guessed
                        from jobs j
                        cross join lateral (
                            select not d.pinned as behind, d.turn, d.ticket from jobs d
                            where d.id = j.id or (d.lane = j.lane and d.status = 'dispatched'
                                                  and (j.status = 'queued' or d.dispatch_no < j.dispatch_no))
                            order by behind desc, turn desc, ticket desc limit 1) last
                        left join jobs a on a.lane = any(:lanes) and a.status in ('queued', 'dispatched')
                            and case when a.status = 'dispatched'
                                then (j.status = 'queued' or a.dispatch_no < j.dispatch_no)
                                     and (a.lane = j.lane
                                          or (not a.pinned, a.turn, a.ticket) < (last.behind, last.turn, last.ticket))
                                else j.status = 'queued'
                                     and (not a.pinned, a.turn, a.ticket) < (not j.pinned, j.turn, j.ticket) end
                        where j.id = any(:ids) and j.lane = :lane and j.status in ('queued', 'dispatched')
                        group by j.id""")
                .param("lane", lane)
                .param("guess", RunEstimates.RUN_UNKNOWN)
                .param("lanes", lanes.toArray(String[]::new))
                .param("ids", ids.toArray(UUID[]::new))
                .query((ResultSet row) -> {
                    ahead.put(
                            row.getObject("id", UUID.class),
                            new WorkAhead(row.getInt("jobs"), row.getLong("work"), row.getBoolean("guessed")));
                });
        return ahead;
    }

    /** What these jobs let past; those that let nothing past are not among them. */
    Map<UUID, WorkAhead> letPast(Collection<UUID> ids) {
        Map<UUID, WorkAhead> letPast = new HashMap<>();
        sql.sql("""
                        select j.id, count(*) as jobs, sum(p.work) as work, bool_or(p.work = :guess) as guessed
                        from jobs j join turn_passes p
                            on j.lane = any(p.lanes) and p.last_ticket >= j.ticket
                            and (not j.pinned, j.turn, j.ticket) < (not p.pinned, p.turn, p.ticket)
                        where j.id = any(:ids) and j.status = 'queued' group by j.id""")
                .param("guess", RunEstimates.RUN_UNKNOWN)
                .param("ids", ids.toArray(UUID[]::new))
                .query((ResultSet row) -> {
                    letPast.put(
                            row.getObject("id", UUID.class),
                            new WorkAhead(row.getInt("jobs"), row.getLong("work"), row.getBoolean("guessed")));
                });
        return letPast;
    }

    /** The lanes in which jobs wait; each is found by one look into an index, however many jobs it has. */
    Set<String> waitingLanes() {
        String each = Arrays.stream(new String[] {"queued", "dispatched"})
                .map("""
                        (with recursive found as (
                            (select lane from jobs where status = '%1$s' order by lane limit 1)
                            union all
                            select (select lane from jobs where status = '%1$s' and lane > found.lane order by lane limit 1)
                            from found where found.lane is not null)
                         select lane from found where lane is not null)"""::formatted)
                .collect(Collectors.joining(" union "));
        return Set.copyOf(
                sql.sql(each).query((row, number) -> row.getString("lane")).list());
    }

    /** How many jobs wait. */
    long waiting() {
        return sql.sql("select count(*) from jobs where status in ('queued', 'dispatched')")
                .query(Long.class)
                .single();
    }

    /** Whether any picture was ever made here: before that nobody knows how long it takes. */
    boolean anyCompleted() {
        return sql.sql("select exists (select from runs where outcome = 'completed')")
                .query(Boolean.class)
                .single();
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
}
