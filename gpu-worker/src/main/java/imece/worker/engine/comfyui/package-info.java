/** ComfyUI, through its queue, its WebSocket and its history. */
@NullMarked
package imece.worker.engine.comfyui;

import org.jspecify.annotations.NullMarked;
