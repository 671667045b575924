package imece.gateway.submit;

import imece.gateway.LimitSettings;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.http.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How many waiting jobs callers hold who have sent no cookie back, by address: whoever sends none is somebody new each time,
 * and the limit of one visitor never meets them. Rows are counted under a lock of the database, so it holds over all gateways.
 */
@Repository
class NewcomerPlaces implements PeriodicWork {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Of one address there are never more rows than may wait, and those whose jobs run. */
    private static final String FORGET_THE_DONE = """
            delete from newcomers where address = :address and not exists (
                select from jobs
                where jobs.owner = newcomers.owner and jobs.status in ('queued', 'dispatched', 'processing'))""";

    private static final String WAITING = """
            select count(*) from newcomers
            join jobs on jobs.owner = newcomers.owner and jobs.status in ('queued', 'dispatched')
            where newcomers.address = :address""";

    private final JdbcClient sql;
    private final int most;

    NewcomerPlaces(JdbcClient sql, LimitSettings limits) {
        this.sql = sql;
        this.most = limits.waitingWithoutCookie();
    }

    /**
     * Takes places for somebody who sent no cookie, in the caller's transaction; nobody else of that address takes any before it
     * ends.
     *
     * @param address the mark of the address that called
     * @throws Refusal 429 if the address has no room for so many
     */
    void take(UUID newcomer, String address, int places) {
        sql.sql("select pg_advisory_xact_lock(hashtextextended('imece.newcomers.' || :address, 0))")
                .param("address", address)
                .query((row, number) -> true)
                .single();
        sql.sql(FORGET_THE_DONE).param("address", address).update();
        long waiting =
                sql.sql(WAITING).param("address", address).query(Long.class).single();
        if (waiting + places > most) {
            throw Refusal.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "cookie-required",
                    "Callers from your address that sent no cookie have too many waiting jobs for these to be added: at most "
                            + most + " may wait. Send the cookie back that came with this answer, and ask again.",
                    PATIENCE);
        }
        sql.sql("insert into newcomers (owner, address) values (:owner, :address)")
                .param("owner", newcomer)
                .param("address", address)
                .update();
    }

    /** The cookie was sent back: from now on this visitor's jobs count as theirs alone. */
    void returned(UUID visitor) {
        sql.sql("delete from newcomers where owner = :owner")
                .param("owner", visitor)
                .update();
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(
                        Duration.ofMinutes(15),
                        "purge-newcomers",
                        "marks of addresses stay in the database",
                        this::purge)
                .firstAfter(Duration.ofMinutes(5)));
    }

    private void purge() {
        sql.sql("""
                delete from newcomers where not exists (
                    select from jobs
                    where jobs.owner = newcomers.owner and jobs.status in ('queued', 'dispatched', 'processing'))""").update();
    }
}
