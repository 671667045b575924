/** The API document: what every call means, and what its answers look like. */
@NullMarked
package imece.gateway.http.openapi;

import org.jspecify.annotations.NullMarked;
