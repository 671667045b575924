package imece.gateway.picture;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * That workers cannot put their pictures away, wherever it is that they fail: a row, so that all gateways know, also after a
 * restart. While it is there the farm dispatches one job now and then; the first picture that is stored ends it. Each gateway reads
 * it once a second, so that nobody who dispatches has to ask.
 */
@Component
public class StorePause implements PeriodicWork {

    private static final Logger LOG = LoggerFactory.getLogger(StorePause.class);

    /** As long again as it has lasted, but within bounds: the sooner it is noticed that it is over, the more is drawn for nothing. */
    private static final String NEXT =
            "now() + least(interval '30 seconds', greatest(interval '3 seconds', now() - store_pauses.since))";

    private static final String BEGIN = """
            insert into store_pauses (since, probe_at) values (now(), now() + interval '3 seconds')
            on conflict (only_one) do update set probe_at = %s
            returning xmax = 0 as begun""".formatted(NEXT);

    /** A date that lies further ahead was written before the database's clock was put back. */
    private static final String PROBE = """
            update store_pauses set probe_at = %s
            where probe_at <= now() or probe_at > now() + interval '1 minute'""".formatted(NEXT);

    private final JdbcClient sql;
    private volatile boolean lasts;

    StorePause(JdbcClient sql) {
        this.sql = sql;
    }

    /** Whether it lasts, as of the last second. */
    public boolean lasts() {
        return lasts;
    }

    /** Whether one job may be dispatched now, to see whether its picture is stored; then nobody else may for a while. */
    public boolean mayProbe() {
        return sql.sql(PROBE).update() > 0;
    }

    /** No job was there to be dispatched after all. */
    public void unused() {
        soon();
    }

    /** A worker has given a picture up. */
    public void refused() {
        boolean begun =
                sql.sql(BEGIN).query((row, number) -> row.getBoolean("begun")).single();
        lasts = true;
        if (begun) {
            LOG.error(
                    "A picture was drawn, and its worker could not put it away; its log says what stands in the way: a store"
                            + " that is full, or a proxy before it. The farm dispatches no more than a job now and then until a picture"
                            + " is stored again. No job fails of it.");
        }
    }

    /** A picture was stored. */
    public void stored() {
        if (lasts && sql.sql("delete from store_pauses").update() > 0) {
            LOG.info("Pictures are stored again.");
        }
        lasts = false;
    }

    /** What stood in the way here is gone; whether it was that, the next job shows. */
    @EventListener
    void on(StoreOutage.StoreIsBack back) {
        if (lasts) {
            soon();
        }
    }

    private void soon() {
        sql.sql("update store_pauses set probe_at = now()").update();
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(
                Duration.ofSeconds(1), "read-store-pause", "nobody reads whether pictures are stored", this::read));
    }

    private void read() {
        lasts = sql.sql("select exists (select 1 from store_pauses)")
                .query(Boolean.class)
                .single();
    }
}
