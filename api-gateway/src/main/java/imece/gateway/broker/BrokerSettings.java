package imece.gateway.broker;

import imece.broker.BrokerAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where RabbitMQ is, under {@code imece.broker}. A text and not a URI, for Spring quotes a value that it cannot convert, with its
 * password.
 *
 * @param uri where the broker is: {@code amqp://user:password@host:port/vhost}; {@code amqps} for TLS
 * @param lastReleaseWorkers whether messages that name no user of the broker are believed to be of workers of the last release. Set it
 *     to false once none of those is left: then nobody but a worker's own node speaks for it. {@code ./imece up} sets it to false for
 *     farms that never had such workers
 */
@ConfigurationProperties("imece.broker")
public record BrokerSettings(
        @DefaultValue("amqp://guest:guest@127.0.0.1:5672/%2F")
        String uri,

        @DefaultValue("true") boolean lastReleaseWorkers) {

    /** The broker's user that this gateway is. */
    public String user() {
        return BrokerAddress.of("imece.broker.uri", uri).user();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return BrokerAddress.shown(uri);
    }
}
