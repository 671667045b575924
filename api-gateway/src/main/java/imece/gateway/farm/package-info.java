/** Which workers and slots live, as their heartbeats tell. */
@NullMarked
package imece.gateway.farm;

import org.jspecify.annotations.NullMarked;
