package imece.gateway.picture;

import imece.gateway.owner.Asker;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The pictures that were uploaded for jobs to begin from. */
@Repository
public class InitPictures {

    /** What every gateway takes as it is; those of the last release take no WebP, so pages send that as a JPEG. */
    public static final List<String> UPLOAD_TYPES = List.of("image/png", "image/jpeg");

    public static final long UPLOAD_BYTES = 16L << 20;
    public static final int UPLOAD_SIDE = 4_096;

    /** How long an upload lies there after a job last asked for it. */
    public static final Duration UPLOAD_KEPT = Duration.ofDays(7);

    private static final String OR_BEGUN_FROM = " or exists (select from jobs live"
            + " where live.spec ->> 'initImageId' = cast(:id as uuid)::text"
            + " and live.status in ('queued', 'dispatched', 'processing'))";

    private final JdbcClient sql;

    InitPictures(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Whether this visitor's job may begin from it: their own upload, or the picture of their own job. An upload is kept for
     * a while from now on; belongs into the transaction that makes the job.
     */
    public boolean use(UUID id, UUID owner, Instant now) {
        boolean uploaded = sql.sql("""
                                update uploads set used_at = greatest(used_at, :now)
                                where id = :id and owner = :owner and deleted_by is null""")
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .param("owner", owner)
                        .update()
                > 0;
        return uploaded
                || sql.sql("""
                        select exists (select 1 from jobs where id = :id and owner = :owner
                                       and status = 'complete' and picture_removed_at is null
                                       and picture_deleted_at is null and forgotten_by is null)""")
                        .param("id", id)
                        .param("owner", owner)
                        .query(Boolean.class)
                        .single();
    }

    void add(Upload upload, Asker asker) {
        sql.sql("""
                        insert into uploads (id, owner, through, media_type, width, height, bytes, created_at, used_at)
                        values (:id, :owner, :through, :type, :width, :height, :bytes, :now, :now)""")
                .param("id", upload.id())
                .param("owner", asker.owner())
                .param("through", asker.through(), Types.OTHER)
                .param("type", upload.mediaType())
                .param("width", upload.width())
                .param("height", upload.height())
                .param("bytes", upload.bytes())
                .param("now", upload.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** How many are kept for one visitor. */
    int countOf(UUID owner) {
        return sql.sql("select count(*) from uploads where owner = :owner and deleted_by is null")
                .param("owner", owner)
                .query(Integer.class)
                .single();
    }

    /** The media type of one's own upload. */
    Optional<String> typeOwned(UUID id, UUID owner) {
        return sql.sql("select media_type from uploads where id = :id and owner = :owner and deleted_by is null")
                .param("id", id)
                .param("owner", owner)
                .query(String.class)
                .optional();
    }

    /** The media type of an upload, whosever, that is still shown or that a live job begins from. */
    Optional<String> type(UUID id) {
        return sql.sql("""
                        select media_type from uploads where id = :id
                          and (deleted_by is null""" + OR_BEGUN_FROM + ")")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Whether the picture of a job is still shown, or a live job begins from it. */
    boolean ofJob(UUID id) {
        return sql.sql("""
                        select exists (select from jobs where id = :id and status = 'complete' and picture_removed_at is null
                                       and ((picture_deleted_at is null and forgotten_by is null)""" + OR_BEGUN_FROM + "))")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Forgets uploads that no job has asked for since then, unless one is live that did; at most so many at once. */
    List<UUID> forgetUnused(Instant since, int most) {
        return sql.sql("""
                        delete from uploads where id in (
                            select u.id from uploads u where u.used_at < :since and not exists (
                                select 1 from jobs j where j.owner = u.owner
                                and j.status in ('queued', 'dispatched', 'processing')
                                and j.spec ->> 'initImageId' = u.id::text)
                            order by u.used_at limit :most for update skip locked)
                        returning id""")
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Those among them that are still known. */
    Set<UUID> known(Collection<UUID> ids) {
        return new HashSet<>(sql.sql("select id from uploads where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, number) -> row.getObject("id", UUID.class))
                .list());
    }
}
