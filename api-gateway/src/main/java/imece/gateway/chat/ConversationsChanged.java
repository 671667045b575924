package imece.gateway.chat;

import java.util.UUID;

/**
 * Published inside this gateway right after a commit that made, named, moved or removed a conversation. Who listens: the feed,
 * which tells the owner's other tabs to read the list again.
 *
 * @param owner the visitor
 */
public record ConversationsChanged(UUID owner) {}
