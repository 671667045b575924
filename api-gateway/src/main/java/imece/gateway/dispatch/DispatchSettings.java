package imece.gateway.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the dispatcher can be told, under {@code imece.dispatch}.
 *
 * @param maxWait a job that lies with the broker for longer has its turn before other lanes: the slots that serve its lane are
 *     handed nothing of another one
 */
@ConfigurationProperties("imece.dispatch")
record DispatchSettings(@DefaultValue("60s") Duration maxWait) {
    DispatchSettings {
        if (maxWait.isNegative() || maxWait.isZero()) {
            throw new IllegalArgumentException(
                    "imece.dispatch.max-wait is " + maxWait + ", but must be longer than nothing, such as 60s.");
        }
    }
}
