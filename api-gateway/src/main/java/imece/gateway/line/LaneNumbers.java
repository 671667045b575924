package imece.gateway.line;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The lanes in numbers, counted from rows. */
@Repository
class LaneNumbers {

    private static final String LIVE = """
            select l.lane,
                   count(*) filter (where j.status in ('queued', 'dispatched')) as waiting,
                   count(*) filter (where j.status = 'processing') as running,
                   coalesce(extract(epoch from now() - min(j.created_at)
                       filter (where j.status in ('queued', 'dispatched'))), 0)::bigint as oldest,
                   (select count(*) from runs r join jobs s on s.id = r.job_id
                    where r.started_at > now() - interval '1 minute' and s.lane = l.lane) as started
            from (select 'default' as lane union
                  select lane from jobs where status in ('queued', 'dispatched', 'processing')) l
            left join jobs j on j.lane = l.lane and j.status in ('queued', 'dispatched', 'processing')
            group by l.lane order by l.lane""";

    private final JdbcClient sql;

    LaneNumbers(JdbcClient sql) {
        this.sql = sql;
    }

    /** One lane as its rows say. */
    record Counted(String lane, int waiting, int running, long oldestWaitSeconds, int startedPerMinute) {}

    List<Counted> count() {
        return sql.sql(LIVE)
                .query((row, number) -> new Counted(
                        row.getString("lane"),
                        row.getInt("waiting"),
                        row.getInt("running"),
                        Math.max(0, row.getLong("oldest")),
                        row.getInt("started")))
                .list();
    }
}
