package imece.gateway.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the dispatcher can be told, under {@code imece.dispatch}.
 *
 * @param listensFirst a gateway dispatches only once it has heard what workers say for so long without a gap: by then it has
 *     heard all that are there
 */
@ConfigurationProperties("imece.dispatch")
record DispatchSettings(@DefaultValue("5s") Duration listensFirst) {
    DispatchSettings {
        if (listensFirst.isNegative()) {
            throw new IllegalArgumentException(
                    "imece.dispatch.listens-first is " + listensFirst + ", but must not be negative; 5s is usual.");
        }
    }
}
