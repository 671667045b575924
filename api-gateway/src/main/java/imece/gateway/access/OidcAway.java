package imece.gateway.access;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Reached by the button only where the provider does not answer, or there is none: the chain takes it before else. */
@Controller
class OidcAway {

    @GetMapping(OidcSignIn.START)
    ResponseEntity<Void> failed() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(OidcSignIn.FAILED))
                .build();
    }
}
