package imece.gateway.chat;

import imece.gateway.http.Refusal;
import imece.gateway.job.Job;
import imece.gateway.job.api.Cancelling;
import imece.gateway.news.Announcing;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Removes a conversation with its messages. Its waiting jobs are cancelled; what a GPU works on is finished, for the gallery. */
@Component
class DeletingConversations {

    private final TransactionOperations transactions;
    private final Conversations conversations;
    private final Cancelling cancelling;
    private final Announcing announcing;

    DeletingConversations(
            TransactionOperations transactions,
            Conversations conversations,
            Cancelling cancelling,
            Announcing announcing) {
        this.transactions = transactions;
        this.conversations = conversations;
        this.cancelling = cancelling;
        this.announcing = announcing;
    }

    void delete(UUID id, UUID owner) {
        List<Job> cancelled = transactions.execute(tx -> {
            // Conversations before jobs before messages: the order in which everybody locks.
            if (!conversations.lock(id, owner)) {
                throw Refusal.notFound("conversation");
            }
            conversations.lockJobs(id);
            List<Job> waiting = cancelling.ofConversation(id, owner, false);
            conversations.delete(id);
            return waiting;
        });
        cancelling.announce(cancelled);
        announcing.committed(new ConversationsChanged(owner));
    }
}
