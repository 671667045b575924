/** Connections to RabbitMQ and the topology that this gateway declares on each of them. */
@NullMarked
package imece.gateway.broker;

import org.jspecify.annotations.NullMarked;
