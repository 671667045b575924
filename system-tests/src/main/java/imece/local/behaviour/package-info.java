/** What the farm promises, tried on a real gateway, database and broker: the contract line by line. */
@NullMarked
package imece.local.behaviour;

import org.jspecify.annotations.NullMarked;
