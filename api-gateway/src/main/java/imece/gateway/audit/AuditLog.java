package imece.gateway.audit;

import imece.gateway.audit.AuditActor.ActorKind;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down who has changed what, in the transaction of the change: what cannot be written down does not happen. What is said
 * of it before and after is for the caller to choose, and never holds a prompt, a password or a secret.
 */
@Component
public class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int FAILURES_AT_ONCE = 30;
    private static final int FAILURES_PER_MINUTE = 10;

    private final JdbcClient sql;
    private final JsonMapper json;
    private final TransactionOperations transactions;

    /** Strangers make these entries, so there is a bound to them. */
    private final Bucket failures = Bucket.builder()
            .addLimit(
                    limit -> limit.capacity(FAILURES_AT_ONCE).refillGreedy(FAILURES_PER_MINUTE, Duration.ofMinutes(1)))
            .build();

    AuditLog(JdbcClient sql, JsonMapper json, TransactionOperations transactions) {
        this.sql = sql;
        this.json = json;
        this.transactions = transactions;
    }

    /** Does a change and what is written down about it in one transaction; in that of the caller, if there is one. */
    public <T extends @Nullable Object> T together(Supplier<T> change) {
        return transactions.execute(tx -> change.get());
    }

    /** Writes down what whoever sends the present request does. */
    public void write(AuditAct what, AuditSubject on, Map<String, ?> after) {
        write(what, on, Map.of(), after);
    }

    /**
     * Writes down what whoever sends the present request changes.
     *
     * @param before what changes, as it was; values may be null
     */
    public void write(AuditAct what, AuditSubject on, Map<String, ?> before, Map<String, ?> after) {
        insert(AuditActor.present(), what, on.kind(), List.of(Objects.requireNonNullElse(on.id(), "")), before, after);
    }

    /** The same for many jobs, with an entry for each. */
    public void writeForJobs(AuditAct what, Collection<UUID> jobs, Map<String, ?> after) {
        if (!jobs.isEmpty()) {
            insert(
                    AuditActor.present(),
                    what,
                    "job",
                    jobs.stream().map(UUID::toString).toList(),
                    Map.of(),
                    after);
        }
    }

    /** Writes down that an account has come in, which the request does not show yet. */
    public void signedIn(UUID account, String address, Map<String, ?> after) {
        insert(
                new AuditActor(ActorKind.ACCOUNT, account.toString(), address),
                AuditAct.OPERATOR_SIGNED_IN,
                "account",
                List.of(account.toString()),
                Map.of(),
                after);
    }

    /**
     * Writes down that somebody has tried in vain to come in as an operator. Not each of very many, and nothing while the
     * database is away: the refusal is what counts.
     */
    public void signInFailed(HttpServletRequest request, AuditSubject on) {
        if (!failures.tryConsume(1)) {
            return;
        }
        AuditActor who = AuditActor.of(request);
        // Beside the answer, which takes as long for the account of an operator as for a name that nobody has.
        Thread.ofVirtual().name("failed-sign-in").start(() -> tryToInsert(who, AuditAct.OPERATOR_SIGN_IN_FAILED, on));
    }

    /** Writes down what has to be possible without the database, too, such as leaving. */
    public void writeIfPossible(AuditAct what, AuditSubject on) {
        tryToInsert(AuditActor.present(), what, on);
    }

    private void tryToInsert(AuditActor who, AuditAct what, AuditSubject on) {
        try {
            insert(who, what, on.kind(), List.of(Objects.requireNonNullElse(on.id(), "")), Map.of(), Map.of());
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("{} from {} is not in the audit: {}", what.word(), who.address(), e.toString());
        }
    }

    private void insert(
            AuditActor who,
            AuditAct what,
            String onKind,
            List<String> onIds,
            Map<String, ?> before,
            Map<String, ?> after) {
        sql.sql("""
                        insert into audit (who_kind, who_id, who_name, address, what, on_kind, on_id, before, after)
                        select :kind, cast(:id as text), %s, cast(:address as text), :what, :onKind, nullif(on_id, ''),
                               cast(:before as jsonb), cast(:after as jsonb)
                        from unnest(:onIds) as on_id""".formatted(nameOf(who)))
                .param("kind", who.kind().word())
                .param("id", who.id())
                .param("address", who.address())
                .param("what", what.word())
                .param("onKind", onKind)
                .param("onIds", onIds.toArray(String[]::new))
                .param("before", before.isEmpty() ? null : json.writeValueAsString(before))
                .param("after", after.isEmpty() ? null : json.writeValueAsString(after))
                .update();
    }

    /** Its name as it is now, as an SQL expression. */
    private static String nameOf(AuditActor who) {
        if (who.id() == null) {
            return "null::text";
        }
        return switch (who.kind()) {
            case ACCOUNT, OPERATOR_SESSION -> "(select name from accounts where id = cast(:id as uuid))";
            case KEY -> "(select name from api_keys where id = :id)";
            case OPERATOR_TOKEN, VISITOR, NOBODY, FARM -> "null::text";
        };
    }
}
