package imece.gateway.key;

import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.Refusals;
import imece.gateway.key.KeyIssuance.MadeKey;
import imece.gateway.key.KeysEndpoint.Keys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
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
    private final KeyIssuance issuance;

    FarmKeysEndpoint(ApiKeys keys, KeyIssuance issuance) {
        this.keys = keys;
        this.issuance = issuance;
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
        return issuance.ofFarm(KeyRequest.ofFarm(body.fields()));
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
        return issuance.change(id, key -> KeyRequest.change(body.fields(), key.person() == null));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "revokeAnyKey", summary = "Revoke a key", description = "It ends everywhere within 5 s.")
    @Refusals("404 not-found")
    void revoke(@PathVariable String id) {
        issuance.revoke(id);
    }
}
