/** What the farm asks of the operating system: processes found again safely, free ports, secrets, the cache. */
@NullMarked
package imece.local.os;

import org.jspecify.annotations.NullMarked;
