/** What can be asked for: limits, names, what the farm serves now; and reading a request for a picture. */
@NullMarked
package imece.gateway.submit.spec;

import org.jspecify.annotations.NullMarked;
