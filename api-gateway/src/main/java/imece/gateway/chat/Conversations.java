package imece.gateway.chat;

import imece.gateway.http.Cursor;
import imece.gateway.http.OutsideText;
import imece.gateway.http.Refusal;
import imece.gateway.job.rows.SearchFold;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Conversations as rows. Every statement names the owner: what belongs to somebody else is not there. */
@Repository
public class Conversations {

    /** Microseconds of the year 9999; a cursor beyond it is as good as the end of time. */
    private static final long LAST_MICROS = 253_402_300_799_000_000L;

    private static final int TITLE_CHARACTERS = 60;

    private static final String SELECT = """
            select c.id, c.title, c.created_at, c.updated_at,
                   (select count(*) from jobs j where j.conversation_id = c.id
                       and j.status in ('queued', 'dispatched', 'processing')) as live
            from conversations c
            where c.owner = :owner and c.deleted_by is null\s""";

    private static final String PAGE = SELECT
            + """
              and (c.updated_at, c.id) < (:at, :id)
              and (:text = '' or TITLE_HOLDS
                   or exists (select 1 from messages m where m.conversation_id = c.id and m.role = 'user'
                                 and m.deleted_by is null
                                 and PROMPT_HOLDS))
            order by c.updated_at desc, c.id desc limit :limit""".replace("TITLE_HOLDS", SearchFold.holds("c.title", ":text"))
                    .replace("PROMPT_HOLDS", SearchFold.holds("m.content", ":text"));

    private final JdbcClient sql;

    Conversations(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Opens a conversation under this id.
     *
     * @return the one that is there, if it was opened before
     */
    ConversationView create(UUID id, UUID owner, String title, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        ConversationView made = new ConversationView(id, title, at, at, 0);
        int rows = sql.sql("""
                        insert into conversations (id, owner, title, created_at, updated_at)
                        values (:id, :owner, :title, :at, :at) on conflict (id) do nothing""")
                .param("id", made.id())
                .param("owner", owner)
                .param("title", title)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        return rows == 1 ? made : find(id, owner).orElseThrow(() -> Refusal.notFound("conversation"));
    }

    /** One conversation of this visitor. */
    public Optional<ConversationView> find(UUID id, UUID owner) {
        return sql.sql(SELECT + "and c.id = :id")
                .param("owner", owner)
                .param("id", id)
                .query(Conversations::view)
                .optional();
    }

    /** Newest first. */
    List<ConversationView> page(UUID owner, Cursor before, String text, int limit) {
        return sql.sql(PAGE)
                .param("owner", owner)
                .param("at", time(before.number()))
                .param("id", before.id())
                .param("text", text)
                .param("limit", limit)
                .query(Conversations::view)
                .list();
    }

    static Cursor cursor(ConversationView view) {
        return new Cursor(ChronoUnit.MICROS.between(Instant.EPOCH, view.updatedAt()), view.id());
    }

    boolean rename(UUID id, UUID owner, String title, Instant now) {
        return sql.sql("update conversations set title = :title, updated_at = :at"
                                + " where id = :id and owner = :owner and deleted_by is null")
                        .param("title", title)
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .param("owner", owner)
                        .update()
                == 1;
    }

    /**
     * Moves a conversation to the top of the list for a new prompt, and locks it until the transaction ends.
     *
     * @param title its title from now on, if it has none
     * @return when that was, by the database's clock; empty if this visitor has none of this id
     */
    public Optional<Instant> continueWith(UUID id, UUID owner, String title) {
        return sql.sql("""
                        update conversations set updated_at = clock_timestamp(),
                            title = case title when '' then :title else title end
                        where id = :id and owner = :owner and deleted_by is null returning updated_at""")
                .param("title", title)
                .param("id", id)
                .param("owner", owner)
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /** What a conversation without a title is called after its first prompt. */
    public static String titleOf(String prompt) {
        return OutsideText.shortened(prompt, TITLE_CHARACTERS);
    }

    /** Takes a conversation's title away, if it is called after this prompt, and locks it until the transaction ends. */
    public void dropTitleOf(UUID id, String prompt) {
        changeTitle(id, titleOf(prompt), "");
    }

    /** Calls a conversation after this prompt again, if it has no title. */
    public void restoreTitleOf(UUID id, String prompt) {
        changeTitle(id, "", titleOf(prompt));
    }

    private void changeTitle(UUID id, String from, String to) {
        sql.sql("update conversations set title = :to where id = :id and title = :from")
                .param("to", to)
                .param("from", from)
                .param("id", id)
                .update();
    }

    /** Locks a conversation against new prompts. Returns whether this visitor has it. */
    public boolean lock(UUID id, UUID owner) {
        return sql.sql(
                        "select id from conversations where id = :id and owner = :owner and deleted_by is null for update")
                .param("id", id)
                .param("owner", owner)
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    void delete(UUID id) {
        sql.sql("delete from conversations where id = :id").param("id", id).update();
    }

    private static OffsetDateTime time(long micros) {
        return micros < 0 || micros > LAST_MICROS
                ? OffsetDateTime.MAX
                : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static ConversationView view(ResultSet row, int number) throws SQLException {
        return new ConversationView(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getInt("live"));
    }

    /**
     * Published inside this gateway right after a commit that made, named, moved or removed a conversation. Who listens: the feed,
     * which tells the owner's other tabs to read the list again.
     *
     * @param owner the visitor
     */
    public record ConversationsChanged(UUID owner) {}
}
