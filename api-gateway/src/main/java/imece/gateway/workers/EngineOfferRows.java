package imece.gateway.workers;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was offered lately, by any worker that any gateway has heard. */
@Repository
public class EngineOfferRows {

    /** For so long a job may ask for what nobody offers now: its worker may come back. */
    public static final Duration REMEMBERED = Duration.ofDays(7);

    /** More are not kept, whatever workers that somebody made up have said. */
    static final int MOST = 20_000;

    private final JdbcClient sql;

    EngineOfferRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** Notes down that these are offered; those that were noted down within the last half minute are left as they are. */
    void note(Collection<JobRequirement> offers, Instant now) {
        sql.sql("""
                        insert into offers (kind, name, reported_at)
                        select kind, name, :now from unnest(:kinds::text[], :names::text[]) as said (kind, name)
                        order by kind, name
                        on conflict (kind, name) do update set reported_at = excluded.reported_at
                        where offers.reported_at < excluded.reported_at - interval '30 seconds'""")
                .param(
                        "kinds",
                        offers.stream().map(offer -> offer.kind().word()).toArray(String[]::new))
                .param("names", offers.stream().map(JobRequirement::name).toArray(String[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Forgets what nobody has offered for long, and of too much what was not offered lately. */
    void forget(Instant now) {
        sql.sql("delete from offers where reported_at < :oldest")
                .param("oldest", now.minus(REMEMBERED).atOffset(ZoneOffset.UTC))
                .update();
        sql.sql("""
                        delete from offers where (kind, name) in (
                            select kind, name from offers order by reported_at desc, kind, name offset :most)""").param("most", MOST).update();
    }

    /** Those among them that somebody has offered lately. */
    public Set<JobRequirement> known(Collection<JobRequirement> asked, Instant now) {
        List<JobRequirement> known = sql.sql("""
                        select o.kind, o.name from offers o
                        join unnest(:kinds::text[], :names::text[]) as asked (kind, name) using (kind, name)
                        where o.reported_at >= :oldest""")
                .param("kinds", asked.stream().map(offer -> offer.kind().word()).toArray(String[]::new))
                .param("names", asked.stream().map(JobRequirement::name).toArray(String[]::new))
                .param("oldest", now.minus(REMEMBERED).atOffset(ZoneOffset.UTC))
                .query((row, number) -> new JobRequirement(kind(row.getString("kind")), row.getString("name")))
                .list();
        return new HashSet<>(known);
    }

    /** All names of one kind that somebody has offered lately. */
    public List<String> names(JobRequirement.RequirementKind kind, Instant now) {
        return sql.sql("select name from offers where kind = :kind and reported_at >= :oldest")
                .param("kind", kind.word())
                .param("oldest", now.minus(REMEMBERED).atOffset(ZoneOffset.UTC))
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static JobRequirement.RequirementKind kind(String word) {
        return JobRequirement.RequirementKind.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
}
