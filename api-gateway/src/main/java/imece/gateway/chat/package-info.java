/** Conversations and their messages. */
@NullMarked
package imece.gateway.chat;

import org.jspecify.annotations.NullMarked;
