/** The only door to pictures: what an engine is asked, what it tells meanwhile, and how it answers. */
@NullMarked
package imece.worker.engine;

import org.jspecify.annotations.NullMarked;
