package imece.gateway.operator;

import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.JsonFields;
import imece.gateway.http.Refusals;
import imece.gateway.identity.SignInThrottle;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/operator/session}. */
@RestController
@Tag(name = "Operation")
class OperatorEndpoint {

    private final Operators operators;
    private final SignInThrottle throttle;
    private final AuditLog audit;

    OperatorEndpoint(Operators operators, SignInThrottle throttle, AuditLog audit) {
        this.operators = operators;
        this.throttle = throttle;
        this.audit = audit;
    }

    @PostMapping("/api/operator/session")
    @Operation(operationId = "openOperatorSession", summary = "Trade the operator token for a cookie")
    @RequestBody(content = @Content(schema = @Schema(ref = "OperatorSession")))
    @ApiResponse(responseCode = "204", description = "the cookie is set")
    @Refusals({
        "401 operator-token-required",
        "422 validation-failed",
        "429 too-many-sign-ins",
        "503 database-unavailable"
    })
    ResponseEntity<Void> open(JsonBody body, HttpServletRequest request) {
        JsonFields fields = body.fields();
        if (!fields.has("token")) {
            fields.wrong("token", "There is no token.", "the operator token");
        }
        String token = fields.text("token", 1_000).orElse("");
        fields.refuseErrors();
        throttle.tryFrom(request);
        if (!operators.isToken(token.strip())) {
            audit.signInFailed(request, AuditSubject.FARM);
        }
        String cookie = operators.session(token.strip(), request.isSecure());
        audit.write(AuditAct.OPERATOR_SIGNED_IN, AuditSubject.FARM, Map.of("by", "token"));
        return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie).build();
    }

    /** Also for who holds no session: leaving twice is leaving. */
    @DeleteMapping("/api/operator/session")
    @Operation(operationId = "closeOperatorSession", summary = "Take the operator's cookie away")
    @ApiResponse(responseCode = "204", description = "the cookie is gone")
    ResponseEntity<Void> close(HttpServletRequest request) {
        if (operators.hasSession(request)) {
            audit.writeIfPossible(AuditAct.OPERATOR_SIGNED_OUT, AuditSubject.FARM);
        }
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, operators.noSession(request.isSecure()))
                .build();
    }
}
