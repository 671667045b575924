/** How the worker talks to engines over HTTP: every answer is bounded in size and time, and every mishap is a value. */
@NullMarked
package imece.worker.engine.http;

import org.jspecify.annotations.NullMarked;
