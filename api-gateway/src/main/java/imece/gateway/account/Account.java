package imece.gateway.account;

import imece.gateway.identity.CallScope;
import imece.gateway.turn.ShareWeight;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person who signs in.
 *
 * @param id also the owner of what it makes
 * @param name as it was written: a name or an e-mail address
 * @param password hashed; null = signs in at another place
 * @param disabledAt null = may sign in
 * @param weight what it counts beside others in the line
 */
record Account(
        UUID id,
        String name,
        @Nullable String password,
        AccountRole role,
        Instant createdAt,
        @Nullable Instant disabledAt,
        ShareWeight weight) {

    /** What an account may do beside drawing. */
    enum AccountRole {
        USER,
        OPERATOR,
        ADMIN;

        Set<CallScope> scopes() {
            return switch (this) {
                case USER -> Set.of(CallScope.DRAW, CallScope.READ);
                case OPERATOR -> Set.of(CallScope.DRAW, CallScope.READ, CallScope.OPERATE);
                case ADMIN -> Set.of(CallScope.DRAW, CallScope.READ, CallScope.OPERATE, CallScope.ADMINISTER);
            };
        }

        /** As rows and JSON have it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static AccountRole of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        static List<String> words() {
            return Stream.of(values()).map(AccountRole::word).toList();
        }
    }

    /** Whether it may look after the farm. */
    boolean operates() {
        return role != AccountRole.USER;
    }

    /** Whether it signs in here, with a password, and not at a provider that vouches for it. */
    boolean hasPassword() {
        return password != null;
    }

    /** What is written down of it. */
    Map<String, Object> audited() {
        return Map.of("name", name, "role", role.word(), "disabled", disabledAt != null);
    }

    /** The same, and what it is due to. */
    Map<String, Object> audited(String by) {
        Map<String, Object> told = new HashMap<>(audited());
        told.put("by", by);
        return told;
    }

    /** Without its password's hash. */
    @Override
    public String toString() {
        return "Account[%s, %s, %s]".formatted(id, name, role);
    }
}
