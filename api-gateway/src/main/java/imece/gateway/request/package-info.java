/** Requests, read strictly: JSON bodies, their fields, pages and cursors. */
@NullMarked
package imece.gateway.request;

import org.jspecify.annotations.NullMarked;
