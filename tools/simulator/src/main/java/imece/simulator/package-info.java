/** The scheduling policy on a virtual clock: a trace of requests, a farm without servers, and what waiting came of it. */
@NullMarked
package imece.simulator;

import org.jspecify.annotations.NullMarked;
