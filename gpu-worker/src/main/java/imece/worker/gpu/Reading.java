package imece.worker.gpu;

import java.util.Map;

/**
 * One GPU as its driver's tool shows it.
 *
 * @param index its number among those that the same tool shows
 * @param gpu which one
 * @param figures how it is
 * @param alone what a program must find in its environment to see this GPU and no other
 */
record Reading(int index, Gpu gpu, Figures figures, Map<String, String> alone) {
    Reading {
        alone = Map.copyOf(alone);
    }
}
