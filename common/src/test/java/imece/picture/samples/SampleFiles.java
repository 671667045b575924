package imece.picture.samples;

import imece.picture.PictureKind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files as phones, browsers and attackers send them. */
public final class SampleFiles {

    private SampleFiles() {}

    /** Pixels in a format that Java writes. */
    public static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IOException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A progressive JPEG. */
    public static byte[] progressive(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The same JPEG with so many more scans, of hardly any bytes each, before its end. */
    public static byte[] withScans(byte[] jpeg, int more) {
        byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 1, 5, 0, 0x7F, 0x7F};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < more; i++) {
            out.writeBytes(scan);
        }
        out.write(jpeg, jpeg.length - 2, 2);
        return out.toByteArray();
    }

    /** The same file with Exif data that say how it is to be turned, 1 to 8. A WebP must be a simple one. */
    public static byte[] turned(byte[] file, PictureKind kind, int orientation) {
        byte[] exif = exif(orientation);
        return switch (kind) {
            case PNG -> SamplePng.with(file, "eXIf", exif);
            case JPEG ->
                withSegment(file, 0xE1, SamplePng.joined("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif));
            case WEBP -> extendedWebp(file, 0x08, riffChunk("EXIF", exif));
        };
    }

    /** The same WebP that says it is animated. */
    public static byte[] animated(byte[] webp) {
        return extendedWebp(webp, 0x02, riffChunk("ANIM", new byte[6]));
    }

    /** The same JPEG with one more segment behind its start. */
    public static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        byte[] segment = ByteBuffer.allocate(4 + data.length)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (data.length + 2))
                .put(data)
                .array();
        return SamplePng.joined(Arrays.copyOf(jpeg, 2), segment, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** Exif data with a camera's name before the number that is asked for. */
    public static byte[] exif(int orientation) {
        return ByteBuffer.allocate(38)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'I', 'I', 42, 0})
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x010F)
                .putShort((short) 2)
                .putInt(4)
                .put(new byte[] {'c', 'a', 'm', 0})
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putInt(orientation)
                .putInt(0)
                .array();
    }

    private static byte[] extendedWebp(byte[] simple, int flags, byte[] more) {
        ByteBuffer bits = ByteBuffer.wrap(simple).order(ByteOrder.LITTLE_ENDIAN);
        int width = (bits.getShort(26) & 0x3FFF) - 1;
        int height = (bits.getShort(28) & 0x3FFF) - 1;
        byte[] canvas = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(flags)
                .putShort((short) width)
                .put((byte) 0)
                .putShort((short) height)
                .put((byte) 0)
                .array();
        byte[] body = SamplePng.joined(
                "WEBP".getBytes(StandardCharsets.US_ASCII),
                riffChunk("VP8X", canvas),
                Arrays.copyOfRange(simple, 12, simple.length),
                more);
        return riffChunk("RIFF", body);
    }

    private static byte[] riffChunk(String name, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + (data.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data)
                .array();
    }
}
