package imece.gateway.key;

import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.Refusal;
import imece.gateway.identity.KeySecret;
import imece.gateway.key.KeyRequest.KeyChange;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Makes, changes and revokes keys, whosever they are; each is written down with it. */
@Component
class KeyIssuance {

    private final ApiKeys keys;
    private final KeyCallers callers;
    private final AuditLog audit;

    KeyIssuance(ApiKeys keys, KeyCallers callers, AuditLog audit) {
        this.keys = keys;
        this.callers = callers;
        this.audit = audit;
    }

    /**
     * A key that was just made.
     *
     * @param key the whole of it, shown this once
     */
    record MadeKey(String key, KeyView about) {}

    /** A key of the farm. */
    MadeKey ofFarm(NewKey wanted) {
        KeySecret secret = KeySecret.fresh();
        return made(secret, () -> keys.addOfFarm(secret, wanted));
    }

    /** A key of this person. */
    MadeKey of(UUID person, NewKey wanted) {
        KeySecret secret = KeySecret.fresh();
        return made(secret, () -> keys.addOf(person, secret, wanted));
    }

    private MadeKey made(KeySecret secret, Runnable add) {
        ApiKey made = audit.together(() -> {
            add.run();
            ApiKey row = keys.find(secret.id()).orElseThrow();
            audit.write(AuditAct.KEY_MADE, AuditSubject.key(row.id()), row.audited());
            return row;
        });
        return new MadeKey(secret.shown(), KeyView.of(made));
    }

    /**
     * Changes a key that counts.
     *
     * @param change what of it, for the key as it is
     * @throws Refusal 404 if there is none, and what the change throws
     */
    KeyView change(String id, Function<ApiKey, KeyChange> change) {
        ApiKey changed = audit.together(() -> {
            ApiKey before = keys.keepIfItCounts(id).orElseThrow(() -> Refusal.notFound("key"));
            keys.change(before, change.apply(before));
            ApiKey after = keys.find(id).orElseThrow();
            audit.write(AuditAct.KEY_CHANGED, AuditSubject.key(id), before.audited(), after.audited());
            return after;
        });
        callers.forget(id);
        return KeyView.of(changed);
    }

    /**
     * From now on this key counts no more.
     *
     * @throws Refusal 404 if there is none that does
     */
    void revoke(String id) {
        revoked(id, () -> keys.revokeIfItCounts(id));
    }

    /** The same, for a key of this person only. */
    void revoke(UUID person, String id) {
        revoked(id, () -> keys.revokeIfItCountsAndIsOf(person, id));
    }

    private void revoked(String id, BooleanSupplier revoke) {
        audit.together(() -> {
            if (!revoke.getAsBoolean()) {
                throw Refusal.notFound("key");
            }
            audit.write(
                    AuditAct.KEY_REVOKED,
                    AuditSubject.key(id),
                    keys.find(id).orElseThrow().audited(),
                    Map.of());
            return id;
        });
        callers.forget(id);
    }
}
