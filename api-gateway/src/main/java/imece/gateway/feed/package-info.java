/** What browsers are told: committed changes, progress, previews and places in the line. */
@NullMarked
package imece.gateway.feed;

import org.jspecify.annotations.NullMarked;
