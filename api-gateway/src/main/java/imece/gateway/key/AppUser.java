package imece.gateway.key;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** The user that an app names beside its key. Pure but for reading the request. */
sealed interface AppUser {

    /** Headers that name one; the first is what a well-known app sends. */
    List<String> HEADERS = List.of("X-OpenWebUI-User-Id", "X-Imece-User");

    int MOST_CHARACTERS = 200;

    /** It names nobody: the app asks for itself. */
    record Nobody() implements AppUser {}

    /** It names this one. */
    record Named(String name) implements AppUser {

        /** Always the same for the same name, and never that of another key. */
        UUID ownerInside(ApiKey key) {
            String said = "sub-owner\n" + key.id() + "\n" + name;
            return UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** It names several, or one that is none: nobody's pictures are shown to who is somebody else. */
    record Unclear() implements AppUser {}

    static AppUser of(HttpServletRequest request) {
        List<String> names = HEADERS.stream()
                .flatMap(header -> Collections.list(request.getHeaders(header)).stream())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return new Nobody();
        }
        return names.size() > 1 || unreadable(names.getFirst()) ? new Unclear() : new Named(names.getFirst());
    }

    private static boolean unreadable(String name) {
        return name.length() > MOST_CHARACTERS || name.chars().anyMatch(Character::isISOControl);
    }
}
