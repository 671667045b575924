package imece.gateway.chat;

import java.time.Instant;
import java.util.UUID;

/**
 * A conversation in a list.
 *
 * @param title empty until it is named or the first prompt names it
 * @param updatedAt of the newest prompt or name
 * @param liveJobs jobs of it that wait or run
 */
public record ConversationView(UUID id, String title, Instant createdAt, Instant updatedAt, int liveJobs) {}
