package imece.gateway.submit;

import imece.gateway.chat.Conversations;
import imece.gateway.chat.MessageViews;
import imece.gateway.chat.MessageViews.MessageView;
import imece.gateway.chat.Messages;
import imece.gateway.http.OutsideText;
import imece.gateway.http.Refusal;
import imece.gateway.job.Job;
import imece.gateway.job.Job.Origin;
import imece.gateway.job.rows.JobTransaction;
import imece.gateway.line.JobView;
import imece.gateway.submit.JobSubmission.SubmitRequest;
import imece.gateway.submit.LineEntry.Joined;
import imece.gateway.submit.PictureRequestReader.PictureRequest;
import imece.gateway.submit.SubmitEndpoint.ChatAnswer;
import imece.gateway.submit.SubmitEndpoint.JobsAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Writes what a prompt leads to, inside the caller's transaction. */
@Component
class SubmitRows {

    private static final int TITLE_CHARACTERS = 60;

    private final Conversations conversations;
    private final Messages messages;
    private final MessageViews messageViews;
    private final LineEntry line;

    SubmitRows(Conversations conversations, Messages messages, MessageViews messageViews, LineEntry line) {
        this.conversations = conversations;
        this.messages = messages;
        this.messageViews = messageViews;
        this.line = line;
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
        Instant now = tx.now();
        String title = OutsideText.shortened(wanted.prompt(), TITLE_CHARACTERS);
        if (!conversations.continueWith(conversation, request.owner(), title, now)) {
            throw Refusal.notFound("conversation");
        }
        UUID user = messages.addPrompt(conversation, wanted.prompt(), now);
        UUID bot = messages.addAnswer(conversation, now);
        Origin first = new Origin(request.owner(), conversation, bot, 0, now);
        Joined joined = line.join(tx, first, wanted.pictures(), request.traceparent(), null);
        List<MessageView> written = messageViews.ofIds(List.of(user, bot));
        return new Accepted(joined, answer(request, joined, written), written);
    }

    Accepted withoutChat(JobTransaction tx, SubmitRequest request, PictureRequest wanted) {
        Origin first = new Origin(request.owner(), null, null, 0, tx.now());
        Joined joined = line.join(tx, first, wanted.pictures(), request.traceparent(), null);
        return new Accepted(joined, new JobsAnswer(views(joined)), List.of());
    }

    /** A program that names a conversation is answered as one without, although the chat shows its prompt. */
    private static Object answer(SubmitRequest request, Joined joined, List<MessageView> written) {
        return request.chat() == null ? new JobsAnswer(views(joined)) : new ChatAnswer(written.get(0), written.get(1));
    }

    private static List<JobView> views(Joined joined) {
        List<JobView> views = new ArrayList<>();
        for (Job job : joined.jobs()) {
            views.add(JobView.of(job, joined.firstPosition() + views.size(), null));
        }
        return views;
    }
}
