package imece.gateway.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** Who asks, as Spring Security hands it on. */
final class CallerAuthentication extends AbstractAuthenticationToken {

    private final transient Identification who;

    CallerAuthentication(Identification who) {
        super(List.of());
        this.who = who;
        setAuthenticated(who instanceof Identification.Known);
    }

    Identification who() {
        return who;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return who;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerAuthentication same && who.equals(same.who);
    }

    @Override
    public int hashCode() {
        return who.hashCode();
    }
}
