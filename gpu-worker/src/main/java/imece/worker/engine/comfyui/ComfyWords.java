package imece.worker.engine.comfyui;

/**
 * What a job's words are called in one ComfyUI.
 *
 * @param checkpoint file name; empty where the workflow does not ask for one
 * @param sampler ComfyUI's name
 * @param scheduler ComfyUI's name
 * @param filename what the saved file's name begins with, different for each run
 */
record ComfyWords(String checkpoint, String sampler, String scheduler, String filename) {}
