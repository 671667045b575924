/** How every program of Imece reaches RabbitMQ. */
@NullMarked
package imece.broker;

import org.jspecify.annotations.NullMarked;
