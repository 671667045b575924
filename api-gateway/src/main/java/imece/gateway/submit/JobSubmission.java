package imece.gateway.submit;

import imece.gateway.chat.Conversations.ConversationsChanged;
import imece.gateway.chat.Messages.MessagesWritten;
import imece.gateway.http.JsonFields;
import imece.gateway.http.Refusal;
import imece.gateway.job.rows.CommitAnnouncer;
import imece.gateway.job.rows.JobTransaction;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.submit.IdempotentAnswers.IdempotencyKey;
import imece.gateway.submit.PictureRequestReader.SpecLimits;
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
class JobSubmission {

    private final SubmitGate gate;
    private final JobWriter writer;
    private final SubmitRows rows;
    private final IdempotentAnswers answers;
    private final LiveOffers offers;
    private final CommitAnnouncer announcer;
    private final JsonMapper json;
    private final SecureRandom random = new SecureRandom();

    JobSubmission(
            SubmitGate gate,
            JobWriter writer,
            SubmitRows rows,
            IdempotentAnswers answers,
            LiveOffers offers,
            CommitAnnouncer announcer,
            JsonMapper json) {
        this.gate = gate;
        this.writer = writer;
        this.rows = rows;
        this.answers = answers;
        this.offers = offers;
        this.announcer = announcer;
        this.json = json;
    }

    /**
     * Takes a prompt.
     *
     * @return the answer as JSON; the first one again, byte for byte, if the request was made before
     * @throws Refusal 404, 422, 429 or 503
     */
    String submit(SubmitRequest request, JsonFields fields) {
        Outcome outcome = writer.transaction(gate::through, tx -> answered(tx, request, fields));
        SubmitRows.Accepted accepted = outcome.accepted();
        if (accepted != null && !accepted.messages().isEmpty()) {
            announcer.committed(new MessagesWritten(request.owner(), accepted.messages()));
            announcer.committed(new ConversationsChanged(request.owner()));
        }
        return outcome.answer();
    }

    private record Outcome(String answer, SubmitRows.@Nullable Accepted accepted) {}

    /** An earlier answer comes before every look at the request: what it asked for may have become impossible since. */
    private Outcome answered(JobTransaction tx, SubmitRequest request, JsonFields fields) {
        IdempotencyKey key = request.key();
        if (key != null) {
            Optional<String> before = answers.claim(request.owner(), key);
            if (before.isPresent()) {
                return new Outcome(before.get(), null);
            }
        }
        PictureRequest wanted = PictureRequestReader.read(fields, () -> random.nextLong(SpecLimits.MOST_SEED + 1));
        offers.require(wanted.pictures().getFirst());
        UUID conversation = conversation(request, wanted);
        SubmitRows.Accepted accepted = conversation == null
                ? rows.withoutChat(tx, request, wanted)
                : rows.inChat(tx, request, wanted, conversation);
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
