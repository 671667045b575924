package imece.gateway.key;

import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.Refusals;
import imece.gateway.identity.Caller;
import imece.gateway.key.KeyIssuance.MadeKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
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
    private final KeyIssuance issuance;

    KeysEndpoint(ApiKeys keys, KeyIssuance issuance) {
        this.keys = keys;
        this.issuance = issuance;
    }

    /** All of somebody's. */
    record Keys(List<KeyView> items) {}

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
        return issuance.of(caller.owner(), KeyRequest.ofPerson(body.fields(), caller.scopes()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "revokeKey",
            summary = "Revoke a key of mine",
            description = "It ends everywhere within 5 s.")
    @Refusals("404 not-found")
    void revoke(Caller caller, @PathVariable String id) {
        issuance.revoke(caller.owner(), id);
    }
}
