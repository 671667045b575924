package imece.worker.engine.picture;

import imece.contract.RenderSpec;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.RenderResult;
import imece.worker.png.Png;
import imece.worker.png.PngPixels;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the job's picture out of the file that an engine handed over, or says what is wrong with it. Pure. */
public final class JobPicture {

    private JobPicture() {}

    /**
     * The result of a run.
     *
     * @param file what the engine handed over
     * @param cutTo whether a larger picture is what the engine was asked for, so that its middle is cut out
     * @param checkpoint what it was made with; null = unknown
     */
    public static RenderResult of(byte[] file, RenderSpec spec, boolean cutTo, @Nullable String checkpoint) {
        Optional<Png> png = Png.of(file);
        if (png.isPresent() && !png.get().whole()) {
            return EngineFailures.noPicture("The engine's PNG file is cut short or damaged.");
        }
        boolean exact = png.isPresent()
                && png.get().width() == spec.width()
                && png.get().height() == spec.height();
        if (exact) {
            return new RenderResult.Rendered(png.get(), checkpoint);
        }
        Optional<BufferedImage> pixels = SafePixels.of(file);
        if (pixels.isEmpty()) {
            return EngineFailures.noPicture("What the engine handed over is neither a PNG nor a JPEG picture.");
        }
        BufferedImage image = pixels.get();
        int width = image.getWidth();
        int height = image.getHeight();
        boolean same = width == spec.width() && height == spec.height();
        boolean larger = width >= spec.width() && height >= spec.height();
        if (!same && !(cutTo && larger)) {
            return EngineFailures.size(width, height, spec);
        }
        return new RenderResult.Rendered(middle(image, spec.width(), spec.height()), checkpoint);
    }

    /** The least multiple of {@code step} that is not smaller. */
    public static int up(int side, int step) {
        return (side + step - 1) / step * step;
    }

    private static Png middle(BufferedImage image, int width, int height) {
        int left = (image.getWidth() - width) / 2;
        int top = (image.getHeight() - height) / 2;
        return PngPixels.encode(image.getRGB(left, top, width, height, null, 0, width), width, height);
    }
}
