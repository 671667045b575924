package imece.gateway.submit;

import imece.gateway.chat.Conversations;
import imece.gateway.chat.MessageViews;
import imece.gateway.chat.MessageViews.MessageView;
import imece.gateway.chat.Messages;
import imece.gateway.http.Refusal;
import imece.gateway.job.rows.JobTransaction;
import imece.gateway.line.JobView;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.owner.OwnerAdmission;
import imece.gateway.submit.IdempotentAnswers.IdempotencyKey;
import imece.gateway.submit.JobSubmission.SubmitRequest;
import imece.gateway.submit.LineEntry.Joined;
import imece.gateway.submit.LineEntry.Source;
import imece.gateway.submit.PictureRequestReader.PictureRequest;
import imece.gateway.submit.SubmitEndpoint.ChatAnswer;
import imece.gateway.submit.SubmitEndpoint.JobsAnswer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes what a prompt leads to, inside the caller's transaction. */
@Component
class SubmitRows {

    private final Conversations conversations;
    private final Messages messages;
    private final MessageViews messageViews;
    private final LineEntry line;
    private final OwnerAdmission owners;

    SubmitRows(
            Conversations conversations,
            Messages messages,
            MessageViews messageViews,
            LineEntry line,
            OwnerAdmission owners) {
        this.conversations = conversations;
        this.messages = messages;
        this.messageViews = messageViews;
        this.line = line;
        this.owners = owners;
    }

    /**
     * What was written.
     *
     * @param answer what the client is told
     * @param messages the prompt and the message that shows the jobs; none without a chat
     */
    record Accepted(Joined joined, Object answer, List<MessageView> messages) {
        Accepted {
            messages = List.copyOf(messages);
        }
    }

    Accepted inChat(JobTransaction tx, SubmitRequest request, PictureRequest wanted, UUID conversation) {
        UUID owner = request.asker().owner();
        Instant now = conversations
                .continueWith(conversation, owner, Conversations.titleOf(wanted.prompt()))
                .orElseThrow(() -> {
                    owners.follow(owner);
                    return Refusal.notFound("conversation");
                });
        UUID user = messages.addPrompt(conversation, wanted.prompt(), keyOf(request), now);
        UUID bot = messages.addAnswer(conversation, now);
        Source source = new Source(owner, conversation, bot, 0);
        Joined joined = line.join(tx, request.asker(), source, wanted, request.traceparent(), null);
        List<MessageView> written = messageViews.ofIds(List.of(user, bot));
        return new Accepted(joined, answer(request, joined, written), written);
    }

    Accepted withoutChat(JobTransaction tx, SubmitRequest request, PictureRequest wanted) {
        Source source = Source.of(request.asker().owner());
        Joined joined = line.join(tx, request.asker(), source, wanted, request.traceparent(), null);
        return new Accepted(joined, jobsAnswer(joined), List.of());
    }

    /** A program that names a conversation is answered as one without, although the chat shows its prompt. */
    private Object answer(SubmitRequest request, Joined joined, List<MessageView> written) {
        return request.chat() == null ? jobsAnswer(joined) : new ChatAnswer(written.get(0), written.get(1));
    }

    private static JobsAnswer jobsAnswer(Joined joined) {
        return new JobsAnswer(joined.jobs().stream()
                .map(job -> JobView.of(job, joined.places().getOrDefault(job.id(), LinePosition.NONE)))
                .toList());
    }

    private static @Nullable String keyOf(SubmitRequest request) {
        IdempotencyKey key = request.key();
        return key == null ? null : key.key();
    }
}
