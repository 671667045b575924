package imece.gateway.submit;

import imece.gateway.chat.ConversationsChanged;
import imece.gateway.chat.MessagesWritten;
import imece.gateway.http.Fields;
import imece.gateway.http.Refusal;
import imece.gateway.job.rows.JobTransaction;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.news.Announcing;
import imece.gateway.submit.spec.Limits;
import imece.gateway.submit.spec.LiveOffers;
import imece.gateway.submit.spec.Wish;
import imece.gateway.submit.spec.Wishes;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * From a prompt to jobs in the line: one transaction for messages, jobs and the kept answer. Nothing is dispatched here, so
 * the broker may be away.
 */
@Component
class Submitting {

    private final SubmitGate gate;
    private final JobWriter writer;
    private final Accepting accepting;
    private final IdempotentAnswers answers;
    private final LiveOffers offers;
    private final Announcing announcing;
    private final JsonMapper json;
    private final SecureRandom random = new SecureRandom();

    Submitting(
            SubmitGate gate,
            JobWriter writer,
            Accepting accepting,
            IdempotentAnswers answers,
            LiveOffers offers,
            Announcing announcing,
            JsonMapper json) {
        this.gate = gate;
        this.writer = writer;
        this.accepting = accepting;
        this.answers = answers;
        this.offers = offers;
        this.announcing = announcing;
        this.json = json;
    }

    /**
     * Takes a prompt.
     *
     * @return the answer as JSON; the first one again, byte for byte, if the request was made before
     * @throws Refusal 404, 422, 429 or 503
     */
    String submit(Prompt prompt, Fields fields) {
        Outcome outcome = writer.transaction(gate::through, tx -> answered(tx, prompt, fields));
        Accepting.Accepted accepted = outcome.accepted();
        if (accepted != null && !accepted.messages().isEmpty()) {
            announcing.committed(new MessagesWritten(prompt.owner(), accepted.messages()));
            announcing.committed(new ConversationsChanged(prompt.owner()));
        }
        return outcome.answer();
    }

    private record Outcome(String answer, Accepting.@Nullable Accepted accepted) {}

    /** An earlier answer comes before every look at the request: what it asked for may have become impossible since. */
    private Outcome answered(JobTransaction tx, Prompt prompt, Fields fields) {
        IdempotencyKey key = prompt.key();
        if (key != null) {
            Optional<String> before = answers.claim(prompt.owner(), key);
            if (before.isPresent()) {
                return new Outcome(before.get(), null);
            }
        }
        Wish wish = Wishes.read(fields, () -> random.nextLong(Limits.MOST_SEED + 1));
        offers.require(wish.pictures().getFirst());
        UUID conversation = conversation(prompt, wish);
        Accepting.Accepted accepted = conversation == null
                ? accepting.withoutChat(tx, prompt, wish)
                : accepting.inChat(tx, prompt, wish, conversation);
        String answer = json.writeValueAsString(accepted.answer());
        if (key != null) {
            answers.keep(prompt.owner(), key, answer);
        }
        return new Outcome(answer, accepted);
    }

    private static @Nullable UUID conversation(Prompt prompt, Wish wish) {
        UUID named = wish.conversationId();
        if (prompt.chat() == null) {
            return named;
        }
        if (named != null && !named.equals(prompt.chat())) {
            throw Refusal.invalid(
                    "conversationId",
                    "The body names another conversation than the address.",
                    "absent, or " + prompt.chat());
        }
        return prompt.chat();
    }
}
