/** Status events become rows: read from the broker, proven, decided about, written. */
@NullMarked
package imece.gateway.ingest;

import org.jspecify.annotations.NullMarked;
