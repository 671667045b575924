package imece.gateway.submit;

import imece.gateway.chat.Conversations.ConversationsChanged;
import imece.gateway.chat.Messages.MessagesWritten;
import imece.gateway.http.JsonFields;
import imece.gateway.http.Refusal;
import imece.gateway.job.rows.CommitAnnouncer;
import imece.gateway.job.rows.JobTransaction;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.moderation.PromptVerdict;
import imece.gateway.owner.Asker;
import imece.gateway.owner.OwnerMoved;
import imece.gateway.submit.IdempotentAnswers.IdempotencyKey;
import imece.gateway.submit.PictureRequestReader.PictureRequest;
import imece.gateway.submit.PictureRequestReader.SpecLimits;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * From a prompt to jobs in the line: one transaction for messages, jobs and the kept answer. Nothing is dispatched here, so
 * the broker may be away.
 */
@Component
class JobSubmission {

    private final SubmitGate gate = new SubmitGate();
    private final JobWriter writer;
    private final SubmitRows rows;
    private final IdempotentAnswers answers;
    private final LiveOffers offers;
    private final NewcomerPlaces newcomers;
    private final CommitAnnouncer announcer;
    private final PromptCheck check;
    private final JsonMapper json;
    private final SecureRandom random = new SecureRandom();

    JobSubmission(
            JobWriter writer,
            SubmitRows rows,
            IdempotentAnswers answers,
            LiveOffers offers,
            NewcomerPlaces newcomers,
            CommitAnnouncer announcer,
            PromptCheck check,
            JsonMapper json) {
        this.writer = writer;
        this.rows = rows;
        this.answers = answers;
        this.offers = offers;
        this.newcomers = newcomers;
        this.announcer = announcer;
        this.check = check;
        this.json = json;
    }

    /**
     * Takes a prompt.
     *
     * @return the answer as JSON; the first one again, byte for byte, if the request was made before
     * @throws Refusal 403, 404, 422, 429 or 503
     */
    String submit(SubmitRequest request, JsonFields fields) {
        if (!check.on()) {
            return following(request, () -> new JudgedRequest(read(fields), new PromptVerdict.NotAsked()));
        }
        LookedAt looked = gate.through(() -> lookedAt(request, fields));
        return looked.before() != null ? looked.before() : judged(request, Objects.requireNonNull(looked.wanted()));
    }

    /** What can be said of a request before anybody judges it: it was answered before, or it asks for this. */
    private record LookedAt(
            @Nullable String before, @Nullable PictureRequest wanted) {}

    private LookedAt lookedAt(SubmitRequest request, JsonFields fields) {
        IdempotencyKey key = request.key();
        Optional<String> before =
                key == null ? Optional.empty() : answers.before(request.asker().owner(), key);
        if (before.isPresent()) {
            return new LookedAt(before.get(), null);
        }
        PictureRequest wanted = read(fields);
        offers.require(wanted.pictures().getFirst());
        return new LookedAt(null, wanted);
    }

    /** Nothing is held while the verdict is waited for: no connection, no lock, and no place at the gate. */
    private String judged(SubmitRequest request, PictureRequest wanted) {
        int count = wanted.pictures().size();
        UUID asking = request.asker().owner();
        return switch (check.judge(asking, wanted.pictures().getFirst(), count)) {
            case PromptVerdict.Refused refused ->
                throw OwnerMoved.following(
                        asking,
                        owner -> writer.transaction(
                                gate::through,
                                tx -> check.refused(refused, request.asker().as(owner), count)));
            case PromptVerdict.NotAsked verdict -> following(request, () -> new JudgedRequest(wanted, verdict));
            case PromptVerdict.Allowed verdict -> following(request, () -> new JudgedRequest(wanted, verdict));
            case PromptVerdict.Silent verdict -> throw new IllegalStateException("Silence is refused before.");
        };
    }

    private PictureRequest read(JsonFields fields) {
        return PictureRequestReader.read(fields, () -> random.nextLong(SpecLimits.MOST_SEED + 1));
    }

    private String following(SubmitRequest request, Supplier<JudgedRequest> wanted) {
        return OwnerMoved.following(request.asker().owner(), owner -> submitted(request.of(owner), wanted));
    }

    /** What is asked for, and what is said of it. */
    private record JudgedRequest(PictureRequest wanted, PromptVerdict verdict) {}

    private String submitted(SubmitRequest request, Supplier<JudgedRequest> judged) {
        Outcome outcome = writer.transaction(gate::through, tx -> answered(tx, request, judged));
        SubmitRows.Accepted accepted = outcome.accepted();
        if (accepted != null && !accepted.messages().isEmpty()) {
            announcer.committed(new MessagesWritten(request.asker().owner(), accepted.messages()));
            announcer.committed(new ConversationsChanged(request.asker().owner()));
        }
        return outcome.answer();
    }

    private record Outcome(String answer, SubmitRows.@Nullable Accepted accepted) {}

    /** An earlier answer comes before every look at the request: what it asked for may have become impossible since. */
    private Outcome answered(JobTransaction tx, SubmitRequest request, Supplier<JudgedRequest> judged) {
        IdempotencyKey key = request.key();
        if (key != null) {
            Optional<String> before = answers.claim(request.asker().owner(), key);
            if (before.isPresent()) {
                return new Outcome(before.get(), null);
            }
        }
        JudgedRequest decided = judged.get();
        PictureRequest wanted = decided.wanted();
        offers.require(wanted.pictures().getFirst());
        UUID conversation = conversation(request, wanted);
        String address = request.newcomerFrom();
        if (address == null) {
            newcomers.returned(request.asker().owner());
        } else {
            // Before the owner: whoever holds that waits for nobody's address.
            newcomers.take(request.asker().owner(), address, wanted.pictures().size());
        }
        SubmitRows.Accepted accepted = conversation == null
                ? rows.withoutChat(tx, request, wanted)
                : rows.inChat(tx, request, wanted, conversation);
        check.allowed(
                decided.verdict(),
                accepted.joined().jobs().getFirst().id(),
                wanted.pictures().size());
        String answer = json.writeValueAsString(accepted.answer());
        if (key != null) {
            answers.keep(request.asker().owner(), key, answer);
        }
        return new Outcome(answer, accepted);
    }

    private static @Nullable UUID conversation(SubmitRequest request, PictureRequest wanted) {
        UUID named = wanted.conversationId();
        if (request.chat() == null) {
            return named;
        }
        if (named != null && !named.equals(request.chat())) {
            throw Refusal.invalid(
                    "conversationId",
                    "The body names another conversation than the address.",
                    "absent, or " + request.chat());
        }
        return request.chat();
    }

    /**
     * Lets a few submits at the database at once. Those of one owner or address join one after the other anyway, and all that wait
     * for that would hold connections that uploads and the ingest need: prompts that come faster than they can be taken must not
     * keep jobs from ending. What would have to wait for too long is refused, and told when to come back.
     */
    static class SubmitGate {

        /** Half of the pool's connections. */
        static final int AT_ONCE = 6;

        /** As many as are through within some seconds: what would wait longer is better told so at once. */
        static final int WAITING = 144;

        private static final Duration COME_BACK = Duration.ofSeconds(1);

        private final Semaphore inside = new Semaphore(AT_ONCE, true);
        private final Semaphore waiting = new Semaphore(AT_ONCE + WAITING);

        /**
         * Does the work as soon as it is its turn.
         *
         * @throws Refusal 503 if too many wait already, or the gateway is being stopped
         */
        <T> T through(Supplier<T> work) {
            if (!waiting.tryAcquire()) {
                throw busy();
            }
            try {
                inside.acquire();
                try {
                    return work.get();
                } finally {
                    inside.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw busy();
            } finally {
                waiting.release();
            }
        }

        /** How many are inside or wait. */
        int crowd() {
            return AT_ONCE + WAITING - waiting.availablePermits();
        }

        private static Refusal busy() {
            return Refusal.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "unavailable",
                    "More prompts come in than this gateway can take. Nothing was lost; please try again.",
                    COME_BACK);
        }
    }

    /**
     * One request for pictures, before it is read.
     *
     * @param asker who asks
     * @param newcomerFrom the mark of the address that asks, if no cookie was sent; else null
     * @param chat the conversation that the address names, or null
     * @param key the client's name for this request, or null
     * @param traceparent W3C trace context, or null
     */
    record SubmitRequest(
            Asker asker,
            @Nullable String newcomerFrom,
            @Nullable UUID chat,
            @Nullable IdempotencyKey key,
            @Nullable String traceparent) {

        /** The same for another owner. */
        SubmitRequest of(UUID another) {
            return new SubmitRequest(asker.as(another), newcomerFrom, chat, key, traceparent);
        }

        /** W3C trace context, taken along only where it is well-formed. */
        public static final class TraceContext {

            private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

            private TraceContext() {}

            /** The header as it came, or null. */
            public static @Nullable String checked(@Nullable String traceparent) {
                return traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
            }
        }
    }
}
