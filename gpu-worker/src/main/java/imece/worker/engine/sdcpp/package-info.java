/** The server of stable-diffusion.cpp, through its native asynchronous API or its A1111 flavour. */
@NullMarked
package imece.worker.engine.sdcpp;

import org.jspecify.annotations.NullMarked;
