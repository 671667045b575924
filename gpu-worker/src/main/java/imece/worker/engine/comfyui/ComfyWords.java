package imece.worker.engine.comfyui;

import java.util.List;

/**
 * What a job's words are called in one ComfyUI.
 *
 * @param checkpoint file name; empty where the workflow does not ask for one
 * @param sampler ComfyUI's name
 * @param scheduler ComfyUI's name
 * @param filename what the saved file's name begins with, different for each run
 * @param loras file names, in the spec's order
 * @param picture the uploaded picture to begin from; empty = none
 */
record ComfyWords(
        String checkpoint, String sampler, String scheduler, String filename, List<String> loras, String picture) {

    /** Whether the graph as it stands is not enough. */
    boolean addToGraph() {
        return !loras.isEmpty() || !picture.isEmpty();
    }
}
