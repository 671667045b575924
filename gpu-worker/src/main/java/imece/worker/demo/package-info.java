/** The demo engine: draws patterns from words and a seed, no AI. It takes the time and makes the mistakes of a real one. */
@NullMarked
package imece.worker.demo;

import org.jspecify.annotations.NullMarked;
