package imece.gateway.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On what something was done.
 *
 * @param kind owner, account, key, invite, address, worker, job, lane or farm
 * @param id null = there is but one
 */
public record AuditSubject(String kind, @Nullable String id) {

    /** Where nothing narrower is meant. */
    public static final AuditSubject FARM = new AuditSubject("farm", null);

    public static AuditSubject owner(UUID id) {
        return new AuditSubject("owner", id.toString());
    }

    public static AuditSubject account(UUID id) {
        return new AuditSubject("account", id.toString());
    }

    public static AuditSubject key(String id) {
        return new AuditSubject("key", id);
    }

    public static AuditSubject invite(String id) {
        return new AuditSubject("invite", id);
    }

    /** An address as it was named, or the id of its row. */
    public static AuditSubject address(String address) {
        return new AuditSubject("address", address);
    }

    public static AuditSubject worker(String name) {
        return new AuditSubject("worker", name);
    }

    public static AuditSubject lane(String name) {
        return new AuditSubject("lane", name);
    }

    public static AuditSubject job(UUID id) {
        return new AuditSubject("job", id.toString());
    }
}
