package imece.gateway.identity;

import java.util.UUID;

/**
 * Whoever holds one cookie. Controllers take it as a parameter.
 *
 * @param id owner of conversations, jobs and pictures
 */
public record Visitor(UUID id) {

    /** Request attribute that {@link VisitorFilter} leaves the visitor's {@link UUID} in, also at the WebSocket handshake. */
    public static final String ATTRIBUTE = "imece.visitor";
}
