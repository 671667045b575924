package imece.gateway.key;

import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.KeySecret;
import imece.gateway.key.KeysEndpoint.Keys;
import imece.gateway.key.KeysEndpoint.MadeKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/operator/keys}: everybody's, and the farm's own. */
@RestController
@RequestMapping("/api/operator/keys")
@Tag(name = "Operation")
@SecurityRequirement(name = "operatorToken")
class FarmKeysEndpoint {

    private final ApiKeys keys;
    private final KeyCallers callers;
    private final AuditLog audit;

    FarmKeysEndpoint(ApiKeys keys, KeyCallers callers, AuditLog audit) {
        this.keys = keys;
        this.callers = callers;
        this.audit = audit;
    }

    @GetMapping
    @Operation(operationId = "listAllKeys", summary = "Everybody's keys, the newest first")
    Keys list() {
        return new Keys(keys.all().stream().map(KeyView::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createFarmKey",
            summary = "Make a key of the farm",
            description = "The whole key stands in this answer only. What it makes belongs to the key.")
    @RequestBody(content = @Content(schema = @Schema(ref = "NewFarmKey")))
    @Refusals("422 validation-failed")
    MadeKey create(JsonBody body) {
        NewKey wanted = KeyRequest.ofFarm(body.fields());
        KeySecret secret = KeySecret.fresh();
        ApiKey made = audit.together(() -> {
            keys.addOfFarm(secret, wanted);
            ApiKey row = keys.find(secret.id()).orElseThrow();
            audit.write(AuditAct.KEY_MADE, AuditSubject.key(row.id()), row.audited());
            return row;
        });
        return new MadeKey(secret.shown(), KeyView.of(made));
    }

    @PatchMapping("/{id}")
    @Operation(
            operationId = "changeKey",
            summary = "Change how urgent a key is, or what a key of the farm counts beside others",
            description =
                    "Only what is named changes, and only for what is asked for afterwards: a turn in the line never changes.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "KeyChange")))
    @Refusals({"404 not-found", "422 validation-failed"})
    KeyView change(@PathVariable String id, JsonBody body) {
        ApiKey changed = audit.together(() -> {
            ApiKey before = keys.keepIfItCounts(id).orElseThrow(() -> Refusal.notFound("key"));
            keys.change(before, KeyRequest.change(body.fields(), before.person() == null));
            ApiKey after = keys.find(id).orElseThrow();
            audit.write(AuditAct.KEY_CHANGED, AuditSubject.key(id), before.audited(), after.audited());
            return after;
        });
        callers.forget(id);
        return KeyView.of(changed);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "revokeAnyKey", summary = "Revoke a key", description = "It ends everywhere within 5 s.")
    @Refusals("404 not-found")
    void revoke(@PathVariable String id) {
        audit.together(() -> {
            if (!keys.revokeIfItCounts(id)) {
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
