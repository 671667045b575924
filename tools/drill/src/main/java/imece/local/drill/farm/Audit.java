package imece.local.drill.farm;

import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import imece.local.farm.Members;
import imece.local.nodes.PostgresNode;
import imece.local.os.CommandProblem;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** The drill's own look into the farm's database: every change of a row is kept by a trigger of the drill's. */
public final class Audit {
    private static final String TRIGGER = """
            create table drill_changes (
                no bigserial primary key, at timestamptz not null, job uuid not null, owner uuid not null, ticket bigint not null,
                prior text not null, status text not null, rev_before bigint not null, rev bigint not null,
                epoch_before bigint not null, epoch bigint not null, attempt integer not null, failures integer not null, run uuid, worker text,
                dispatch_no bigint, not_before timestamptz, lane text not null, pinned boolean not null, turn bigint not null,
                urgency text not null, payer uuid, suspicions integer not null, avoids boolean not null, term bigint, slot text);
            create table drill_loads (
                no bigserial primary key, at timestamptz not null, job uuid not null, worker text not null, lane text not null);
            create function drill_note() returns trigger language plpgsql as $$
            begin
                if new.phase = 'loading-checkpoint' and new.worker is not null
                        and (tg_op = 'INSERT' or old.phase is distinct from new.phase) then
                    insert into drill_loads (at, job, worker, lane) values (clock_timestamp(), new.id, new.worker, new.lane);
                end if;
                if tg_op = 'UPDATE' and old.rev = new.rev and old.status = new.status then
                    return null;
                end if;
                insert into drill_changes (at, job, owner, ticket, prior, status, rev_before, rev, epoch_before, epoch, attempt, failures,
                                           run, worker, dispatch_no, not_before, lane, pinned, turn, urgency, payer, suspicions,
                                           avoids, term, slot)
                values (clock_timestamp(), new.id, new.owner, new.ticket, case when tg_op = 'INSERT' then '' else old.status end,
                        new.status, case when tg_op = 'INSERT' then 0 else old.rev end, new.rev,
                        case when tg_op = 'INSERT' then 0 else old.epoch end, new.epoch, new.attempt, new.failures,
                        new.run_id, new.worker, new.dispatch_no, new.not_before, new.lane, new.pinned, new.turn,
                        new.turn_class, new.turn_account, new.suspicions, new.avoid_worker is not null, new.dispatch_term,
                        new.assigned_worker || '/' || new.assigned_gpu);
                return null;
            end $$;
            create trigger drill_notes after insert or update on jobs for each row execute function drill_note()""";

    private static final String DROP_TRIGGERS =
            "drop trigger terminal_stays on jobs; drop trigger versions_rise on jobs";

    /** Who holds the dispatchers' lock. */
    private static final String LEADER = """
            select a.application_name from pg_locks l join pg_stat_activity a using (pid)
            where l.locktype = 'advisory' and l.granted and a.datname = current_database()
              and ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended('imece.dispatch', 0)""";

    /** So many runs lost together with others make a job be drawn alone. */
    private static final int ALONE_FROM = 2;

    private static final String LIVE =
            "select count(*) from jobs where status in ('queued', 'dispatched', 'processing')";

    private final PostgresNode postgres;

    /** On this server, which has a gateway's schema by now. */
    public Audit(PostgresNode postgres) {
        this.postgres = postgres;
    }

    /** From now on every change is kept. */
    public void begin() {
        run(statement -> statement.execute(TRIGGER));
    }

    /** From now on PostgreSQL does not refuse that a job leaves its end or that its version falls. */
    public void dropTriggers() {
        run(statement -> statement.execute(DROP_TRIGGERS));
    }

    /** Jobs that are not over. */
    public int live() {
        int[] live = new int[1];
        each(LIVE, row -> live[0] = row.getInt(1));
        return live[0];
    }

    /** The name of the gateway that dispatches; empty while none does. */
    public Optional<String> leader() {
        AtomicReference<String> leader = new AtomicReference<>();
        each(LEADER, row -> leader.set(row.getString(1)));
        return Optional.ofNullable(leader.get()).map(name -> name.split(" ", 2)[0]);
    }

    /** Each job's version. */
    public Map<UUID, Long> versions() {
        Map<UUID, Long> versions = new HashMap<>();
        each("select id, rev from jobs", row -> versions.put(id(row, "id"), row.getLong("rev")));
        return versions;
    }

    /** Jobs that have a picture. */
    public Set<UUID> complete() {
        Set<UUID> complete = new HashSet<>();
        each("select id from jobs where status = 'complete'", row -> complete.add(id(row, "id")));
        return complete;
    }

    /** Copies all of it into the history. */
    public void collect(History history) {
        each("select * from drill_changes order by no", row -> history.note(change(row)));
        each(
                "select * from drill_loads order by no",
                row -> history.note(new Entry.Load(
                        row.getTimestamp("at").getTime(),
                        id(row, "job"),
                        row.getString("worker"),
                        row.getString("lane"))));
        each("select * from jobs order by ticket", row -> history.note(row(row)));
        each(
                "select * from runs order by started_at",
                row -> history.note(new Entry.RunRow(
                        id(row, "job_id"),
                        id(row, "run_id"),
                        row.getInt("attempt"),
                        row.getString("worker"),
                        row.getString("outcome"))));
    }

    private static Entry change(ResultSet row) throws SQLException {
        return new Entry.Change(
                row.getTimestamp("at").getTime(),
                id(row, "job"),
                id(row, "owner"),
                row.getLong("ticket"),
                row.getString("prior"),
                row.getString("status"),
                row.getLong("rev_before"),
                row.getLong("rev"),
                row.getLong("epoch_before"),
                row.getLong("epoch"),
                row.getInt("attempt"),
                row.getInt("failures"),
                row.getObject("run", UUID.class),
                row.getString("worker"),
                row.getObject("dispatch_no", Long.class),
                row.getTimestamp("not_before") == null
                        ? null
                        : row.getTimestamp("not_before").getTime(),
                new Entry.Turn(
                        row.getString("lane"),
                        row.getBoolean("pinned"),
                        row.getLong("turn"),
                        row.getString("urgency"),
                        row.getObject("payer", UUID.class),
                        row.getInt("suspicions") >= ALONE_FROM,
                        row.getBoolean("avoids"),
                        row.getObject("term", Long.class),
                        row.getString("slot")));
    }

    private static Entry row(ResultSet row) throws SQLException {
        return new Entry.Row(
                id(row, "id"),
                id(row, "owner"),
                row.getString("prompt"),
                row.getString("status"),
                row.getLong("rev"),
                row.getObject("run_id", UUID.class),
                row.getString("sha256"),
                row.getString("error_code"));
    }

    private static UUID id(ResultSet row, String column) throws SQLException {
        return UUID.fromString(row.getString(column));
    }

    private interface OnStatement {
        void accept(Statement statement) throws SQLException;
    }

    private interface OnRow {
        void accept(ResultSet row) throws SQLException;
    }

    private void each(String query, OnRow reader) {
        run(statement -> {
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    reader.accept(rows);
                }
            }
        });
    }

    /** As a gateway, for it is a gateway's statements that set off the trigger, with a gateway's rights. */
    private void run(OnStatement work) {
        try (Connection connection = DriverManager.getConnection(
                        postgres.jdbcUrl(Members.DATABASE), PostgresNode.GATEWAY_USER, postgres.gatewayPassword());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(500);
            work.accept(statement);
            connection.commit();
        } catch (SQLException e) {
            throw new CommandProblem("The farm's database does not answer the drill: " + e.getMessage(), e);
        }
    }
}
