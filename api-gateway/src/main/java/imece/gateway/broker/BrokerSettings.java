package imece.gateway.broker;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where RabbitMQ is, under {@code imece.broker}.
 *
 * @param uri {@code amqp://user:password@host:port/vhost}; {@code amqps} for TLS
 */
@ConfigurationProperties("imece.broker")
public record BrokerSettings(
        @DefaultValue("amqp://guest:guest@127.0.0.1:5672/%2F")
        URI uri) {}
