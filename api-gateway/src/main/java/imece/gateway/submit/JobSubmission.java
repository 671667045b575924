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
import imece.gateway.submit.spec.PictureRequest;
import imece.gateway.submit.spec.PictureRequestReader;
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
    String submit(SubmitRequest request, Fields fields) {
        Outcome outcome = writer.transaction(gate::through, tx -> answered(tx, request, fields));
        Accepting.Accepted accepted = outcome.accepted();
        if (accepted != null && !accepted.messages().isEmpty()) {
            announcing.committed(new MessagesWritten(request.owner(), accepted.messages()));
            announcing.committed(new ConversationsChanged(request.owner()));
        }
        return outcome.answer();
    }

    private record Outcome(String answer, Accepting.@Nullable Accepted accepted) {}

    /** An earlier answer comes before every look at the request: what it asked for may have become impossible since. */
    private Outcome answered(JobTransaction tx, SubmitRequest request, Fields fields) {
        IdempotencyKey key = request.key();
        if (key != null) {
            Optional<String> before = answers.claim(request.owner(), key);
            if (before.isPresent()) {
                return new Outcome(before.get(), null);
            }
        }
        PictureRequest wanted = PictureRequestReader.read(fields, () -> random.nextLong(Limits.MOST_SEED + 1));
        offers.require(wanted.pictures().getFirst());
        UUID conversation = conversation(request, wanted);
        Accepting.Accepted accepted = conversation == null
                ? accepting.withoutChat(tx, request, wanted)
                : accepting.inChat(tx, request, wanted, conversation);
        String answer = json.writeValueAsString(accepted.answer());
        if (key != null) {
            answers.keep(request.owner(), key, answer);
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
}
