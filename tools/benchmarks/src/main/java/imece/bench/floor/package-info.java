/** The floors: the least that the same durability costs without a farm, on the same servers. */
@NullMarked
package imece.bench.floor;

import org.jspecify.annotations.NullMarked;
