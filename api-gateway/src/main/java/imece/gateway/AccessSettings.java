package imece.gateway;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who gets in, under {@code imece.access}.
 *
 * @param mode {@code open}: every browser is a visitor. {@code invite}: visitors who opened an invite link. {@code accounts}:
 *     people who sign in. Keys and the operator's token are let in by each
 * @param visitors whether visitors are let in beside accounts
 * @param session how long a session lasts after its last request
 * @param signInsPerMinute sign-ins of one account, and of one address, in a minute; more are refused with 429. Addresses of
 *     {@code imece.limits.exempt} have no limit
 */
@Validated
@ConfigurationProperties("imece.access")
public record AccessSettings(
        @DefaultValue("open") AccessMode mode,
        @DefaultValue("false") boolean visitors,
        @DefaultValue("30d") Duration session,
        @DefaultValue("10") @Min(1) int signInsPerMinute) {

    /** Who gets in without a key or the operator's token. */
    public enum AccessMode {
        OPEN,
        INVITE,
        ACCOUNTS
    }

    /** Whether a browser that nobody knows yet may do something. */
    public boolean strangers() {
        return mode == AccessMode.OPEN || (mode == AccessMode.ACCOUNTS && visitors);
    }
}
