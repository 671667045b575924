package imece.worker.engine.picture;

import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Pictures that stand in JSON. */
public final class Base64Picture {

    private Base64Picture() {}

    /** The bytes behind a base64 text, with or without {@code data:…;base64,} before it; empty if it is none. */
    public static Optional<byte[]> of(JsonNode text) {
        if (!text.isString()) {
            return Optional.empty();
        }
        String said = text.stringValue();
        int comma = said.startsWith("data:") ? said.indexOf(',') : -1;
        try {
            return Optional.of(
                    Base64.getDecoder().decode(said.substring(comma + 1).strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
