package imece.gateway.job.rows;

import imece.contract.LaneName;
import imece.gateway.GatewaySettings;
import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.Job;
import imece.gateway.job.TurnCharge;
import imece.gateway.job.rows.LineOpening.LineQuestion;
import imece.gateway.turn.OwnerTurns;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnClass;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of the accounts that pay for turns, charged at submit and put right at the end. They are locked after jobs and owners,
 * by their ids, and before messages.
 */
@Repository
class TurnAccounts {

    /**
     * Locks the account, and reads beside it what the turns depend on. Tickets are drawn for the locked row, so that they rise with
     * its turns. Whoever comes here has locked its owner before: of that one's jobs nothing is missed. What else is read may be as
     * old as the wait for the account.
     */
    private static final String OPEN = """
            with account as materialized (
                select id, next_turn, lane from turn_accounts where id = :account for update
            ), asked as (
                select coalesce(cast(:class as text),
                                (select class from api_keys where limits = cast(:key as uuid) order by created_at desc limit 1),
                                'interactive') as class
            ), own as (
                select lane, max(turn) as turn from jobs
                where (owner = :owner or turn_account = :account) and status in ('queued', 'dispatched')
                  and turn_class = (select class from asked)
                group by lane
            )
            select account.next_turn, account.lane as lane_before, asked.class,
                   (select weight from owners where owners.id = account.id) as weight,
                   (select clock from lane_clocks where lane_clocks.lane = :lane) as clock,
                   (select clock from lane_clocks where lane_clocks.lane = account.lane) as clock_before,
                   (select coalesce(sum(estimate * 1000 / turn_weight), 0) from jobs
                    where turn_account = :account and status in ('queued', 'dispatched', 'processing')) as in_line,
                   array(select lane from own order by lane) as own_lanes,
                   array(select turn from own order by lane) as own_turns,
                   (select count(*) from jobs where owner = :owner and status in ('queued', 'dispatched')) as of_owner,
                   array(select nextval('tickets')
                         from generate_series(1, case when account.id is null then 0 else :jobs end)) as tickets,
                   clock_timestamp() as at
            from account cross join asked""";

    /** Two new ones at once are one: the second waits here for the first. */
    private static final String ADD =
            "insert into turn_accounts (id, next_turn) values (:account, 0) on conflict (id) do nothing";

    /** A lane's first job finds no clock: it begins where those stand who wait, else where the farthest lane is. */
    private static final String BEGIN_CLOCK = """
            insert into lane_clocks (lane, clock)
            select :lane, coalesce(
                (select min(turn - case turn_class when 'batch' then :batch else 0 end) from jobs
                 where status in ('queued', 'dispatched')),
                (select max(clock) from lane_clocks), 0)
            on conflict (lane) do nothing""";

    private static final String PAY = """
            update turn_accounts set next_turn = :next, lane = :lane, address = coalesce(cast(:address as uuid), address)
            where id = :account""";

    /** The mark at the job says that this was done; whoever comes again finds nothing to do. */
    private static final String PUT_RIGHT = """
            with charged as (
                update jobs set charged = true
                from unnest(cast(:jobs as uuid[]), cast(:by as bigint[])) as due (job, by)
                where jobs.id = due.job and not jobs.charged and jobs.turn_account is not null
                returning jobs.turn_account as account, due.by
            ), sums as (
                select account, sum(by)::bigint as by from charged group by account
            ), locked as materialized (
                select id from turn_accounts where id in (select account from sums) order by id for update
            )
            update turn_accounts set next_turn = next_turn + sums.by
            from locked join sums on sums.account = locked.id
            where turn_accounts.id = locked.id""";

    private final JdbcClient sql;
    private final Duration longestRun;

    @Autowired
    TurnAccounts(JdbcClient sql, GatewaySettings settings) {
        this(sql, settings.maxRun());
    }

    TurnAccounts(JdbcClient sql, Duration longestRun) {
        this.sql = sql;
        this.longestRun = longestRun;
    }

    /** Locks the account that pays until the transaction ends, and reads what the jobs' turns depend on. */
    LineOpening open(LineQuestion question) {
        return opened(question)
                .orElseGet(() -> {
                    sql.sql(ADD).param("account", question.account()).update();
                    return opened(question).orElseThrow();
                })
                .withClock(() -> begunClock(question.lane()));
    }

    private Optional<LockedLine> opened(LineQuestion question) {
        TurnClass turnClass = question.turnClass();
        return sql.sql(OPEN)
                .param("account", question.account())
                .param("class", turnClass == null ? null : turnClass.word(), Types.VARCHAR)
                .param("key", question.key(), Types.OTHER)
                .param("owner", question.owner())
                .param("lane", question.lane())
                .param("jobs", question.jobs())
                .query((row, number) -> LockedLine.read(row))
                .optional();
    }

    private long begunClock(String lane) {
        sql.sql(BEGIN_CLOCK)
                .param("lane", lane)
                .param("batch", TurnClass.BATCH.constant())
                .update();
        return sql.sql("select clock from lane_clocks where lane = :lane")
                .param("lane", lane)
                .query(Long.class)
                .single();
    }

    /** Writes what a locked account says from now on. */
    void pay(LineQuestion question, OwnerTurns after) {
        sql.sql(PAY)
                .param("next", after.nextTurn())
                .param("lane", question.lane())
                .param("address", question.address(), Types.OTHER)
                .param("account", question.account())
                .update();
    }

    /** Puts right what jobs that are over were charged with, each once; the others are let be. */
    void putRight(Collection<Job> changed, List<RunChange> runs) {
        List<TurnCharge> due = changed.stream()
                .flatMap(job -> TurnCharge.of(job, runs, longestRun).stream())
                .toList();
        if (!due.isEmpty()) {
            sql.sql(PUT_RIGHT)
                    .param("jobs", due.stream().map(TurnCharge::job).toArray(UUID[]::new))
                    .param("by", due.stream().map(TurnCharge::by).toArray(Long[]::new))
                    .update();
        }
    }

    /** What was read with the lock; a lane may have no clock yet. */
    private record LockedLine(
            LineOpening line,
            @Nullable Long clock,
            @Nullable Long clockBefore) {

        static LockedLine read(ResultSet row) throws SQLException {
            String before = row.getString("lane_before");
            OwnerTurns account =
                    new OwnerTurns(row.getLong("next_turn"), before == null ? null : LaneName.parse(before));
            LineOpening line = new LineOpening(
                    account,
                    weight(row.getBigDecimal("weight")),
                    TurnClass.of(row.getString("class")),
                    0,
                    0,
                    row.getLong("in_line"),
                    greatest(row),
                    row.getLong("of_owner"),
                    List.of((Long[]) array(row, "tickets")),
                    row.getObject("at", OffsetDateTime.class).toInstant());
            return new LockedLine(line, row.getObject("clock", Long.class), row.getObject("clock_before", Long.class));
        }

        LineOpening withClock(LongSupplier begun) {
            long shown = clock == null ? begun.getAsLong() : clock;
            return new LineOpening(
                    line.account(),
                    line.weight(),
                    line.turnClass(),
                    shown,
                    clockBefore == null ? shown : clockBefore,
                    line.inLine(),
                    line.ownGreatest(),
                    line.waitingOfOwner(),
                    line.tickets(),
                    line.at());
        }

        private static Map<String, Long> greatest(ResultSet row) throws SQLException {
            String[] lanes = (String[]) array(row, "own_lanes");
            Long[] turns = (Long[]) array(row, "own_turns");
            Map<String, Long> greatest = new HashMap<>();
            for (int i = 0; i < lanes.length; i++) {
                greatest.put(lanes[i], turns[i]);
            }
            return greatest;
        }

        private static Object array(ResultSet row, String column) throws SQLException {
            Array array = row.getArray(column);
            try {
                return array.getArray();
            } finally {
                array.free();
            }
        }

        /** An address has none of its own. What is beyond the bounds counts as the bound. */
        private static ShareWeight weight(@Nullable BigDecimal given) {
            return given == null
                    ? ShareWeight.ONE
                    : new ShareWeight(Math.clamp(given.movePointRight(3).longValue(), 1, 100_000));
        }
    }
}
