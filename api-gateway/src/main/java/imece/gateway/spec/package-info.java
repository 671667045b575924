/** What may be asked for: limits, defaults, vocabularies, and the strict reading of a request. */
@NullMarked
package imece.gateway.spec;

import org.jspecify.annotations.NullMarked;
