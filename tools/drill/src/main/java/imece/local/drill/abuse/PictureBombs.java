package imece.local.drill.abuse;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Small files that are expensive to decode. PNGs stand at even places, JPEGs at odd ones. */
final class PictureBombs {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int SCANS = 3_000;

    private PictureBombs() {}

    static List<byte[]> all() {
        byte[] scans = manyScans();
        return List.of(deepPng(4_000, 4_096), scans, deepPng(20_000, 20_000), scans);
    }

    /** Sixteen bits for each of four channels, one colour; claims more rows than it has if they would be too many. */
    private static byte[] deepPng(int width, int height) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] row = new byte[1 + 8 * width];
        try (DeflaterOutputStream rows = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            for (int y = 0; y < Math.min(height, 4_096); y++) {
                rows.write(row);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(PNG);
        file.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {16, 6, 0, 0, 0})
                        .array()));
        file.writeBytes(chunk("IDAT", packed.toByteArray()));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) sum.getValue())
                .array();
    }

    /** A progressive JPEG whose last scan comes thousands of times. */
    private static byte[] manyScans() {
        byte[] once = progressive();
        int scan = once.length - 2;
        while (!((once[scan] & 0xff) == 0xff && (once[scan + 1] & 0xff) == 0xda)) {
            scan--;
        }
        int end = once.length - 2;
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(once, 0, end);
        for (int again = 0; again < SCANS; again++) {
            file.write(once, scan, end - scan);
        }
        file.write(once, end, 2);
        return file.toByteArray();
    }

    private static byte[] progressive() {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam progressive = writer.getDefaultWriteParam();
        progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(
                    null,
                    new IIOImage(new BufferedImage(2_048, 2_048, BufferedImage.TYPE_INT_RGB), null, null),
                    progressive);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }
}
