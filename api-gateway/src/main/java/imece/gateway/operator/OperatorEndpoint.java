package imece.gateway.operator;

import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.JsonFields;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/operator/session}. */
@RestController
class OperatorEndpoint {

    private final Operators operators;

    OperatorEndpoint(Operators operators) {
        this.operators = operators;
    }

    @PostMapping("/api/operator/session")
    ResponseEntity<Void> open(JsonBody body, HttpServletRequest request) {
        JsonFields fields = body.fields();
        if (!fields.has("token")) {
            fields.wrong("token", "There is no token.", "the operator token");
        }
        String token = fields.text("token", 1_000).orElse("");
        fields.refuseErrors();
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, operators.session(token.strip(), request.isSecure()))
                .build();
    }

    /** Also for who holds no session: leaving twice is leaving. */
    @DeleteMapping("/api/operator/session")
    ResponseEntity<Void> close(HttpServletRequest request) {
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, operators.noSession(request.isSecure()))
                .build();
    }
}
