package imece.worker.engine.picture;

import imece.picture.PictureFile;
import imece.picture.PictureKind;
import imece.picture.PictureReading.WholePicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes pictures of others: their frame, with its size and scans, is looked at before any pixel is. */
public final class SafePixels {

    /** Nothing here has more of them on a side. */
    private static final int MOST_SIDE = 4_096;

    private SafePixels() {}

    /** The pixels of a PNG or JPEG file; empty if it is none, is broken, or is too large. */
    public static Optional<BufferedImage> of(byte[] file) {
        if (!(PictureFile.read(file) instanceof WholePicture picture)
                || picture.kind() == PictureKind.WEBP
                || !picture.fits(MOST_SIDE)) {
            return Optional.empty();
        }
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return Optional.of(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // The readers answer to broken files with exceptions of many kinds.
            return Optional.empty();
        }
    }
}
