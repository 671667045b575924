/** What visitors do with their jobs: follow, cancel, and try again. */
@NullMarked
package imece.gateway.jobapi;

import org.jspecify.annotations.NullMarked;
