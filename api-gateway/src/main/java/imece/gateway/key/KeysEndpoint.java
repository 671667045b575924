package imece.gateway.key;

import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.Caller;
import imece.gateway.identity.KeySecret;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/keys}: a person's own. */
@RestController
@RequestMapping("/api/keys")
@Tag(name = "Access")
class KeysEndpoint {

    private final ApiKeys keys;
    private final KeyCallers callers;
    private final AuditLog audit;

    KeysEndpoint(ApiKeys keys, KeyCallers callers, AuditLog audit) {
        this.keys = keys;
        this.callers = callers;
        this.audit = audit;
    }

    /** All of somebody's. */
    record Keys(List<KeyView> items) {}

    /**
     * A key that was just made.
     *
     * @param key the whole of it, shown this once
     */
    record MadeKey(String key, KeyView about) {}

    @GetMapping
    @Operation(operationId = "listKeys", summary = "My keys, the newest first")
    Keys list(Caller caller) {
        return new Keys(keys.of(caller.owner()).stream().map(KeyView::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createKey",
            summary = "Make a key of mine",
            description = "The whole key stands in this answer only. What it makes is mine.")
    @RequestBody(content = @Content(schema = @Schema(ref = "NewKey")))
    @Refusals("422 validation-failed")
    MadeKey create(Caller caller, JsonBody body) {
        NewKey wanted = KeyRequest.ofPerson(body.fields(), caller.scopes());
        KeySecret secret = KeySecret.fresh();
        ApiKey made = audit.together(() -> {
            keys.addOf(caller.owner(), secret, wanted);
            ApiKey row = keys.find(secret.id()).orElseThrow();
            audit.write(AuditAct.KEY_MADE, AuditSubject.key(row.id()), row.audited());
            return row;
        });
        return new MadeKey(secret.shown(), KeyView.of(made));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "revokeKey",
            summary = "Revoke a key of mine",
            description = "It ends everywhere within 5 s.")
    @Refusals("404 not-found")
    void revoke(Caller caller, @PathVariable String id) {
        audit.together(() -> {
            if (!keys.revokeIfItCountsAndIsOf(caller.owner(), id)) {
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
