package imece.gateway.picture;

import java.time.Instant;
import java.util.UUID;

/**
 * A picture that was uploaded for jobs to begin from.
 *
 * @param url a path on this gateway
 * @param bytes its size
 * @param keptUntil when it is removed if no job asks for it
 */
record Upload(
        UUID id,
        String url,
        String mediaType,
        int width,
        int height,
        long bytes,
        Instant createdAt,
        Instant keptUntil) {}
