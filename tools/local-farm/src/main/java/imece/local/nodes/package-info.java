/** Private server nodes, real PostgreSQL and real RabbitMQ as plain processes without root. */
@NullMarked
package imece.local.nodes;

import org.jspecify.annotations.NullMarked;
