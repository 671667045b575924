package imece.gateway.picture.decode;

import imece.picture.PictureKind;
import imece.picture.PictureReading.WholePicture;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The pixels of a file whose frame was judged, as its format's reader has them. */
final class StrangersPixels {

    private StrangersPixels() {}

    /**
     * Reads them; nothing behind the picture's end is looked at.
     *
     * @throws IOException if they cannot be read
     */
    static BufferedImage of(byte[] file, WholePicture picture) throws IOException {
        InputStream bare = picture.kind() == PictureKind.PNG
                ? BarePng.of(file, (int) picture.end())
                : new ByteArrayInputStream(file, 0, (int) picture.end());
        Iterator<ImageReader> readers = ImageIO.getImageReadersBySuffix(suffix(picture.kind()));
        if (!readers.hasNext()) {
            throw new IOException("No reader for " + picture.kind());
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(bare)) {
            reader.setInput(in, true, true);
            if (reader.getWidth(0) != picture.width() || reader.getHeight(0) != picture.height()) {
                throw new IOException("The frame tells another size than the reader finds.");
            }
            return inUsualColours(reader.read(0));
        } finally {
            reader.dispose();
        }
    }

    private static String suffix(PictureKind kind) {
        return switch (kind) {
            case PNG -> "png";
            case JPEG -> "jpg";
            case WEBP -> "webp";
        };
    }

    /** Photos have colour profiles of their own; without them their numbers mean other colours. */
    private static BufferedImage inUsualColours(BufferedImage image) {
        ColorModel model = image.getColorModel();
        ColorSpace colours = model.getColorSpace();
        if (colours.getType() != ColorSpace.TYPE_RGB || colours.isCS_sRGB() || model.hasAlpha()) {
            return image;
        }
        BufferedImage usual = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        return new ColorConvertOp(null).filter(image, usual);
    }
}
