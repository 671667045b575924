package imece.worker.gpu;

import org.jspecify.annotations.Nullable;

/**
 * How a GPU is, as its driver says; null is what it does not say.
 *
 * @param memoryTotalMiB all of its memory
 * @param memoryUsedMiB by whomever
 * @param utilisationPercent 0 to 100
 * @param temperatureCelsius at the edge of the chip
 */
public record GpuFigures(
        @Nullable Integer memoryTotalMiB,
        @Nullable Integer memoryUsedMiB,
        @Nullable Integer utilisationPercent,
        @Nullable Integer temperatureCelsius) {

    /** Nothing is known. */
    public static final GpuFigures UNKNOWN = new GpuFigures(null, null, null, null);
}
