/** Conversations and their messages, as their owner reads and orders them. */
@NullMarked
package imece.gateway.conversation;

import org.jspecify.annotations.NullMarked;
