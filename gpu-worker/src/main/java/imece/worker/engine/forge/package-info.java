/** Stable Diffusion WebUI Forge and AUTOMATIC1111, through {@code /sdapi/v1}. */
@NullMarked
package imece.worker.engine.forge;

import org.jspecify.annotations.NullMarked;
