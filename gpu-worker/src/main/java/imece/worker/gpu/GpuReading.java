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
record GpuReading(int index, Gpu gpu, GpuFigures figures, Map<String, String> alone) {
    GpuReading {
        alone = Map.copyOf(alone);
    }
}
