package imece.gateway.account;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link that lets somebody in.
 *
 * @param account for a new password of this one; null = for somebody new
 * @param note whom it was made for, for who made it
 */
record Invite(
        String id,
        String secretHash,
        InviteRole role,
        @Nullable UUID account,
        String note,
        int usesLeft,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {

    /** What becomes of who follows it. */
    enum InviteRole {
        VISITOR,
        USER,
        OPERATOR,
        ADMIN;

        /** As rows and JSON have it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is written down of it. */
    Map<String, Object> audited() {
        return Map.of("role", role.word(), "note", note, "usesLeft", usesLeft, "expiresAt", expiresAt.toString());
    }

    boolean countsAt(Instant now) {
        return revokedAt == null && usesLeft > 0 && expiresAt.isAfter(now);
    }
}
