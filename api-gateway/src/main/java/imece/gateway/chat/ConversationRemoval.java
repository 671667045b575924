package imece.gateway.chat;

import imece.gateway.chat.Conversations.ConversationsChanged;
import imece.gateway.http.Refusal;
import imece.gateway.job.Job;
import imece.gateway.job.rows.CommitAnnouncer;
import imece.gateway.job.rows.JobWriter;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Removes a conversation with its messages. Its waiting jobs are cancelled; what a GPU works on is finished, for the gallery. */
@Component
class ConversationRemoval {

    private final JobWriter writer;
    private final Conversations conversations;
    private final CommitAnnouncer announcer;

    ConversationRemoval(JobWriter writer, Conversations conversations, CommitAnnouncer announcer) {
        this.writer = writer;
        this.conversations = conversations;
        this.announcer = announcer;
    }

    void delete(UUID id, UUID owner) {
        writer.transaction(tx -> {
            // Conversations before jobs before messages: the order in which everybody locks.
            if (!conversations.lock(id, owner)) {
                throw Refusal.notFound("conversation");
            }
            List<Job> cancelled = tx.cancelWaitingOf(id, owner);
            conversations.delete(id);
            return cancelled;
        });
        announcer.committed(new ConversationsChanged(owner));
    }
}
