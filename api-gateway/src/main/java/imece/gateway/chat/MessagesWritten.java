package imece.gateway.chat;

import java.util.List;
import java.util.UUID;

/**
 * Published inside this gateway right after the commit that wrote messages. Who listens: the feed, which shows them in the
 * owner's other tabs.
 *
 * @param messages as they were written, oldest first
 */
public record MessagesWritten(UUID owner, List<MessageView> messages) {
    public MessagesWritten {
        messages = List.copyOf(messages);
    }
}
