/** The calls about jobs that exist: list, look, cancel. */
@NullMarked
package imece.gateway.job.api;

import org.jspecify.annotations.NullMarked;
