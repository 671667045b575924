/** Any server that makes pictures the way OpenAI's API does. */
@NullMarked
package imece.worker.engine.openai;

import org.jspecify.annotations.NullMarked;
