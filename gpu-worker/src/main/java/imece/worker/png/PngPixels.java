package imece.worker.png;

import imece.worker.png.Png.Chunk;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** Writes pixels as an 8-bit RGB PNG file, always with the same filter and compression: equal pixels give equal bytes. */
public final class PngPixels {

    private static final int LEVEL = 6;
    private static final int CHANNELS = 3;
    private static final byte PAETH = 4;

    private PngPixels() {}

    /**
     * Encodes a picture.
     *
     * @param rgb 0xRRGGBB, row by row, {@code width * height} of them
     */
    public static Png encode(int[] rgb, int width, int height) {
        ByteArrayOutputStream file = new ByteArrayOutputStream(rgb.length + 1024);
        file.writeBytes(Png.SIGNATURE);
        file.writeBytes(Chunk.of("IHDR", header(width, height)));
        file.writeBytes(Chunk.of("IDAT", deflated(filtered(rgb, width, height))));
        file.writeBytes(Chunk.of("IEND", new byte[0]));
        return Png.of(file.toByteArray()).orElseThrow();
    }

    private static byte[] header(int width, int height) {
        byte bitsPerChannel = 8;
        byte trueColour = 2;
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(bitsPerChannel)
                .put(trueColour)
                .array();
    }

    private static byte[] filtered(int[] rgb, int width, int height) {
        int row = width * CHANNELS;
        byte[] out = new byte[height * (row + 1)];
        byte[] above = new byte[row + CHANNELS];
        byte[] line = new byte[row + CHANNELS];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0, i = CHANNELS; x < width; x++) {
                int pixel = rgb[y * width + x];
                line[i++] = (byte) (pixel >> 16);
                line[i++] = (byte) (pixel >> 8);
                line[i++] = (byte) pixel;
            }
            out[at++] = PAETH;
            for (int i = CHANNELS; i < row + CHANNELS; i++) {
                int guess = paeth(line[i - CHANNELS] & 0xff, above[i] & 0xff, above[i - CHANNELS] & 0xff);
                out[at++] = (byte) (line[i] - guess);
            }
            byte[] swap = above;
            above = line;
            line = swap;
        }
        return out;
    }

    static int paeth(int left, int up, int upLeft) {
        int estimate = left + up - upLeft;
        int toLeft = Math.abs(estimate - left);
        int toUp = Math.abs(estimate - up);
        int toUpLeft = Math.abs(estimate - upLeft);
        if (toLeft <= toUp && toLeft <= toUpLeft) {
            return left;
        }
        return toUp <= toUpLeft ? up : upLeft;
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater(LEVEL);
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(data.length / 2);
            byte[] buffer = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
