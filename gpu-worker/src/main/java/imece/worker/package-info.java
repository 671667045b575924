/** The worker's process: settings, wiring, start and stop. Everything else lives in the packages below it. */
@NullMarked
package imece.worker;

import org.jspecify.annotations.NullMarked;
