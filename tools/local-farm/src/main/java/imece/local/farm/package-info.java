/** A whole farm on one machine: its members, their order, their supervision, its state on disk. */
@NullMarked
package imece.local.farm;

import org.jspecify.annotations.NullMarked;
