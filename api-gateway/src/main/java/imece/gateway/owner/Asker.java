package imece.gateway.owner;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for jobs.
 *
 * @param owner whose they will be
 * @param address id of the row of the address that asks, if that may be forbidden to; null for whoever is known by more than a
 *     cookie
 */
public record Asker(UUID owner, @Nullable UUID address) {}
