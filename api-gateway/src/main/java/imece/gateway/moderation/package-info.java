/** The farm's moderation: somebody outside who is asked about prompts and pictures, and may be slow, wrong or away. */
@NullMarked
package imece.gateway.moderation;

import org.jspecify.annotations.NullMarked;
