package imece.gateway.submit;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The first answer to each keyed request, kept for a day in the same database and transaction as the jobs that it speaks of. */
@Repository
class IdempotentAnswers implements PeriodicWork {

    private static final Duration KEPT = Duration.ofHours(24);

    /** A key of yesterday is free again. Of two requests at once, the second waits here for the first to end. */
    private static final String CLAIM = """
            insert into idempotent_answers (owner, key, body_hash, answer, created_at)
            values (:owner, :key, :hash, '', :now)
            on conflict (owner, key) do update set body_hash = excluded.body_hash, answer = '', created_at = excluded.created_at,
                deleted_by = null
            where idempotent_answers.created_at < :oldest""";

    private final JdbcClient sql;
    private final Clock clock;

    IdempotentAnswers(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    private Optional<String> find(UUID owner, IdempotencyKey key) {
        return sql.sql("""
                        select body_hash, answer, deleted_by is not null as deleted from idempotent_answers
                        where owner = :owner and key = :key and created_at >= :oldest""")
                .param("owner", owner)
                .param("key", key.key())
                .param("oldest", oldest())
                .query((row, number) ->
                        new Kept(row.getString("body_hash"), row.getString("answer"), row.getBoolean("deleted")))
                .optional()
                .map(kept -> kept.answerTo(key));
    }

    /**
     * Claims a key for this transaction; whoever else comes with it waits until the transaction ends.
     *
     * @return the answer that was given before; empty if the key is ours now
     * @throws Refusal 404 if what it asked for was deleted, 422 if the key came with another request
     */
    Optional<String> claim(UUID owner, IdempotencyKey key) {
        int claimed = sql.sql(CLAIM)
                .param("owner", owner)
                .param("key", key.key())
                .param("hash", key.bodyHash())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("oldest", oldest())
                .update();
        return claimed == 1 ? Optional.empty() : find(owner, key);
    }

    /**
     * The answer that was given before, to this owner or to whom it has moved; looked up without claiming the key.
     *
     * @throws Refusal 404 if what it asked for was deleted, 422 if the key came with another request
     */
    Optional<String> before(UUID owner, IdempotencyKey key) {
        UUID present = sql.sql("select coalesce((select moved_to from owners where id = :owner), :owner)")
                .param("owner", owner)
                .query((row, number) -> row.getObject(1, UUID.class))
                .single();
        // Empty while the first request is still at it.
        return find(present, key).filter(answer -> !answer.isEmpty());
    }

    /** Keeps the answer to a claimed key. */
    void keep(UUID owner, IdempotencyKey key, String answer) {
        sql.sql("update idempotent_answers set answer = :answer where owner = :owner and key = :key")
                .param("answer", answer)
                .param("owner", owner)
                .param("key", key.key())
                .update();
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(
                        Duration.ofMinutes(15), "purge-answers", "answers that are older than a day stay", this::purge)
                .firstAfter(Duration.ofMinutes(5)));
    }

    private void purge() {
        sql.sql("delete from idempotent_answers where created_at < :oldest")
                .param("oldest", oldest())
                .update();
    }

    private OffsetDateTime oldest() {
        return clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC);
    }

    private record Kept(String bodyHash, String answer, boolean deleted) {

        String answerTo(IdempotencyKey key) {
            if (!bodyHash.equals(key.bodyHash())) {
                throw Refusal.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "idempotency-key-reused",
                        "This Idempotency-Key came with another request before. Use a new key for a new request.");
            }
            if (deleted) {
                throw Refusal.notFound("job");
            }
            return answer;
        }
    }

    /**
     * A client's name for one request, so that it can be repeated without being done twice.
     *
     * @param key what the client chose
     * @param bodyHash of address and body: the same key must come with the same request
     */
    record IdempotencyKey(String key, String bodyHash) {

        private static final Pattern ALLOWED = Pattern.compile("[\\x20-\\x7e]{1,255}");

        /** The key of this request; empty if it has none. */
        static Optional<IdempotencyKey> of(@Nullable String header, String path, JsonBody body) {
            if (header == null) {
                return Optional.empty();
            }
            if (header.isBlank() || !ALLOWED.matcher(header).matches()) {
                throw Refusal.invalid(
                        "Idempotency-Key", "This key cannot be used.", "1 to 255 printable ASCII characters");
            }
            return Optional.of(new IdempotencyKey(header, hash(path, body.bytes())));
        }

        private static String hash(String path, byte[] body) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(path.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
                return HexFormat.of().formatHex(digest.digest(body));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("This Java has no SHA-256, although every Java must.", e);
            }
        }
    }
}
