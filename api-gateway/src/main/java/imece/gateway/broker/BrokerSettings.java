package imece.gateway.broker;

import imece.broker.BrokerAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where RabbitMQ is, under {@code imece.broker}. A text and not a URI, for Spring quotes a value that it cannot convert, with its
 * password.
 *
 * @param uri where the broker is: {@code amqp://user:password@host:port/vhost}; {@code amqps} for TLS
 */
@ConfigurationProperties("imece.broker")
public record BrokerSettings(
        @DefaultValue("amqp://guest:guest@127.0.0.1:5672/%2F")
        String uri) {

    /** Without the password. */
    @Override
    public String toString() {
        return BrokerAddress.shown(uri);
    }
}
