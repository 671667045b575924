package imece.gateway.job.rows;

import imece.gateway.job.Job;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Everybody's jobs, as operators look for them: each look reads a bounded number of rows, however many there are. */
@Repository
public class SelectedJobs {

    /** Rows that one look goes through, where no index leads to those that are wanted. */
    private static final int LOOKED_AT = 5_000;

    private final JdbcClient sql;
    private final JobRows rows;

    SelectedJobs(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.rows = new JobRows(json);
    }

    /**
     * What one look has found.
     *
     * @param next goes on below this ticket; null = there is no more. A page may be empty and yet not the last
     */
    public record SelectedPage(List<Job> jobs, @Nullable Long next) {
        public SelectedPage {
            jobs = List.copyOf(jobs);
        }
    }

    /**
     * One look, newest first.
     *
     * @param before only jobs with a lower ticket
     */
    public SelectedPage page(JobSelection selection, long before, int limit) {
        LookedAt looked = lookedAt(selection, before);
        List<Job> found = sql.sql("select " + JobRows.COLUMNS + " from jobs where ticket < :before and ticket >= :floor"
                        + selection.conditions() + " order by ticket desc limit :limit")
                .param("before", before)
                .param("floor", looked.floor())
                .param("limit", limit + 1)
                .params(selection.values())
                .query(rows)
                .list();
        if (found.size() > limit) {
            return new SelectedPage(
                    found.subList(0, limit), found.get(limit - 1).ticket());
        }
        return new SelectedPage(found, looked.rows() < LOOKED_AT ? null : looked.floor());
    }

    private record LookedAt(long floor, int rows) {}

    /** Of live jobs alone, or of one owner's, more are looked at once than there usually are. */
    private LookedAt lookedAt(JobSelection selection, long before) {
        return sql.sql("""
                        select coalesce(min(ticket), 0) as floor, count(*) as rows from (
                            select ticket from jobs where ticket < :before%s order by ticket desc limit :most) looked""".formatted(selection.indexed()))
                .param("before", before)
                .param("most", LOOKED_AT)
                .params(selection.indexedValues())
                .query((row, number) -> new LookedAt(row.getLong("floor"), row.getInt("rows")))
                .single();
    }

    /**
     * Whose a job is, as operators want to know it.
     *
     * @param kind visitor, account, key or sub-owner
     * @param name of the account or key; null = it has none
     * @param withoutCookie whether that visitor has sent no cookie back yet
     * @param forbiddenUntil may not ask before; null = may
     */
    public record JobOwner(
            String kind,
            @Nullable String name,
            boolean withoutCookie,
            @Nullable Instant forbiddenUntil) {

        /** Of whom there is no row. */
        public static final JobOwner UNKNOWN = new JobOwner("visitor", null, false, null);
    }

    /** The owners of these jobs. */
    public Map<UUID, JobOwner> ownersOf(Collection<Job> some) {
        Map<UUID, JobOwner> owners = new HashMap<>();
        sql.sql("""
                        select whose.id, coalesce(o.kind, 'visitor') as kind, o.forbidden_until,
                               coalesce(a.name, (select k.name from api_keys k where k.owner = whose.id and k.person is null limit 1))
                                   as name,
                               n.owner is not null as without_cookie
                        from unnest(:ids) as whose (id)
                        left join owners o on o.id = whose.id
                        left join accounts a on a.id = whose.id
                        left join newcomers n on n.owner = whose.id""")
                .param(
                        "ids",
                        some.stream()
                                .map(job -> job.origin().owner())
                                .distinct()
                                .toArray(UUID[]::new))
                .query((ResultSet row) -> {
                    owners.put(row.getObject("id", UUID.class), owner(row));
                });
        return owners;
    }

    private static JobOwner owner(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("forbidden_until", OffsetDateTime.class);
        return new JobOwner(
                row.getString("kind"),
                row.getString("name"),
                row.getBoolean("without_cookie"),
                until == null ? null : until.toInstant());
    }
}
