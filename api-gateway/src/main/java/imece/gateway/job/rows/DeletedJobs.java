package imece.gateway.job.rows;

import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.JobsCommitted;
import imece.gateway.job.JobsForgotten;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Jobs and pictures that their owner wants gone. They are hidden in one transaction, and brought back or purged in another: each
 * carries the deletion that hides it. What a live job begins from is not purged before that job is over.
 */
@Repository
public class DeletedJobs {

    private static final String HIDE_PICTURES = """
            update jobs set picture_deleted_by = :deletion, picture_deleted_at = clock_timestamp(), rev = rev + 1
            where id in (select id from jobs where id = any(:ids) order by id for update)
              and owner = :owner and status = 'complete'
              and picture_removed_at is null and picture_deleted_at is null and forgotten_by is null
            returning\s""" + JobRows.COLUMNS;

    private static final String FORGET = """
            update jobs set forgotten_by = :deletion, rev = rev + 1
            where id in (select id from jobs where id = any(:ids) order by id for update)
              and owner = :owner and finished_at is not null and forgotten_by is null
            returning\s""" + JobRows.COLUMNS;

    private static final String REMEMBER = """
            update jobs set forgotten_by = null, rev = rev + 1
            where id in (select id from jobs where forgotten_by = :deletion order by id for update)
            returning\s""" + JobRows.COLUMNS;

    /** A picture that the farm has removed meanwhile does not come back. */
    private static final String SHOW_PICTURES = """
            update jobs set picture_deleted_by = null, picture_deleted_at = null, rev = rev + 1
            where id in (select id from jobs where picture_deleted_by = :deletion order by id for update)
            returning\s""" + JobRows.COLUMNS;

    private static final String BEGUN_FROM = """
            exists (select from jobs live where live.spec ->> 'initImageId' = jobs.id::text
                    and live.status in ('queued', 'dispatched', 'processing'))""";

    private static final String DROP_PICTURES = """
            update jobs set picture_deleted_by = null, rev = rev + 1,
                picture_removed_at = coalesce(picture_removed_at, clock_timestamp())
            where id in (select id from jobs where picture_deleted_by = :deletion and not BEGUN_FROM
                         order by id limit :most for update)
            returning\s""".replace("BEGUN_FROM", BEGUN_FROM) + JobRows.COLUMNS;

    /** The ids stay for a while, so that what a worker still uploads is known to be nobody's. */
    private static final String PURGE = """
            with gone as (
                delete from jobs
                where id in (select id from jobs where forgotten_by = :deletion and not BEGUN_FROM
                             order by id limit :most for update)
                returning *),
            kept as (insert into purged_jobs (id) select id from gone on conflict (id) do nothing)
            select COLUMNS from gone""".replace("BEGUN_FROM", BEGUN_FROM).replace("COLUMNS", JobRows.COLUMNS);

    private static final String PURGE_ENDED = """
            with gone as (
                delete from jobs
                where id in (select id from jobs
                             where finished_at < now() - make_interval(secs => :before)
                               and (status <> 'complete' or picture_removed_at is not null)
                               and forgotten_by is null and picture_deleted_by is null
                             order by id limit :most for update)
                returning *),
            kept as (insert into purged_jobs (id) select id from gone on conflict (id) do nothing)
            select COLUMNS from gone""".replace("COLUMNS", JobRows.COLUMNS);

    private final JdbcClient sql;
    private final JobRows rows;
    private final BotMessages messages;
    private final CommitAnnouncer announcer;

    DeletedJobs(JdbcClient sql, JsonMapper json, BotMessages messages, CommitAnnouncer announcer) {
        this.sql = sql;
        this.rows = new JobRows(json);
        this.messages = messages;
        this.announcer = announcer;
    }

    /**
     * Hides the picture of one's own job.
     *
     * @return whether there was one to hide
     */
    public boolean hidePicture(JobTransaction tx, UUID id, UUID owner, UUID deletion) {
        return !told(tx, changed(HIDE_PICTURES, deletion, List.of(id), owner)).isEmpty();
    }

    /**
     * Hides one's own jobs with everything that tells of them in chats. Live ones are cancelled.
     *
     * @return those that were hidden
     */
    public List<UUID> forget(JobTransaction tx, Collection<UUID> ids, UUID owner, UUID deletion) {
        tx.cancelIf(ids, owner, JobStatus.LIVE);
        List<Job> hidden = changed(FORGET, deletion, ids, owner);
        List<UUID> forgotten = hidden.stream().map(Job::id).toList();
        if (!hidden.isEmpty()) {
            messages.hideTurns(hidden, deletion);
            messages.follow(hidden);
            tx.tell(() -> announcer.committed(new JobsForgotten(owner, forgotten)));
        }
        return forgotten;
    }

    /** Brings back whatever this deletion hides, as it stands now: what was cancelled stays so. */
    public void bringBack(JobTransaction tx, UUID deletion) {
        List<Job> back = changed(REMEMBER, deletion);
        messages.showTurns(deletion);
        messages.follow(back);
        told(tx, changed(SHOW_PICTURES, deletion));
        if (!back.isEmpty()) {
            tx.tell(() -> announcer.committed(new JobsCommitted(back, null)));
        }
    }

    /**
     * What was purged.
     *
     * @param jobs whose rows are gone
     * @param withoutPicture whose rows are not, but say now that their picture is
     * @param more whether there is more to purge, now or once a live job is over that begins from it
     */
    public record PurgedJobs(List<Job> jobs, List<Job> withoutPicture, boolean more) {
        public PurgedJobs {
            jobs = List.copyOf(jobs);
            withoutPicture = List.copyOf(withoutPicture);
        }
    }

    /** Takes away for good what this deletion hides; so many jobs at once. */
    public PurgedJobs purge(JobTransaction tx, UUID deletion, int most) {
        List<Job> gone = limited(PURGE, deletion, most);
        List<Job> dropped = limited(DROP_PICTURES, deletion, most);
        messages.follow(dropped);
        messages.purgeTurns(deletion);
        return new PurgedJobs(gone, dropped, hides(deletion));
    }

    /**
     * Takes jobs away that ended longer ago and have no picture, with the messages that show no other; so many at once.
     *
     * @return how many
     */
    public int purgeEnded(Duration before, int most) {
        List<Job> gone = sql.sql(PURGE_ENDED)
                .param("before", before.toSeconds())
                .param("most", most)
                .query(rows)
                .list();
        UUID deletion = UUID.randomUUID();
        messages.hideTurns(gone, deletion);
        messages.follow(gone);
        messages.purgeTurns(deletion);
        return gone.size();
    }

    /** The next of an owner's jobs that are not hidden, to be hidden a part at a time. */
    public List<UUID> someOf(UUID owner, int most) {
        return sql.sql("select id from jobs where owner = :owner and forgotten_by is null order by ticket limit :most")
                .param("owner", owner)
                .param("most", most)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Whether this picture, of a job or an upload, is one that a live job begins from. */
    public boolean begunFrom(UUID picture) {
        return sql.sql("""
                        select exists (select from jobs where spec ->> 'initImageId' = :picture
                                       and status in ('queued', 'dispatched', 'processing'))""")
                .param("picture", picture.toString())
                .query(Boolean.class)
                .single();
    }

    /** The jobs that this deletion hides. */
    public List<Job> hiddenBy(UUID deletion) {
        return changed("select " + JobRows.COLUMNS + " from jobs where forgotten_by = :deletion", deletion);
    }

    private boolean hides(UUID deletion) {
        return sql.sql("""
                        select exists (select from jobs where forgotten_by = :deletion)
                            or exists (select from jobs where picture_deleted_by = :deletion)""").param("deletion", deletion).query(Boolean.class).single();
    }

    private List<Job> told(JobTransaction tx, List<Job> changed) {
        messages.follow(changed);
        if (!changed.isEmpty()) {
            tx.tell(() -> announcer.committed(new JobsCommitted(changed, null)));
        }
        return changed;
    }

    private List<Job> changed(String statement, UUID deletion, Collection<UUID> ids, UUID owner) {
        return sql.sql(statement)
                .param("deletion", deletion)
                .param("ids", ids.toArray(UUID[]::new))
                .param("owner", owner)
                .query(rows)
                .list();
    }

    private List<Job> changed(String statement, UUID deletion) {
        return sql.sql(statement).param("deletion", deletion).query(rows).list();
    }

    private List<Job> limited(String statement, UUID deletion, int most) {
        return sql.sql(statement)
                .param("deletion", deletion)
                .param("most", most)
                .query(rows)
                .list();
    }
}
