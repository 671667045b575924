package imece.picture.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** PNG files of any kind, made from their chunks: also such as no program writes. */
public final class SamplePng {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int HEADER_END = 33;

    private SamplePng() {}

    /** How a PNG stores colours: its colour type and how many samples a pixel has. */
    public enum Colours {
        GREY(0, 1),
        RGB(2, 3),
        GREY_ALPHA(4, 2),
        RGBA(6, 4);

        private final int type;
        private final int samples;

        Colours(int type, int samples) {
            this.type = type;
            this.samples = samples;
        }
    }

    /**
     * A picture whose every pixel is the same.
     *
     * @param bits of each sample, 8 or 16
     * @param samples of one pixel, 8 bits each; with 16 bits each is written twice
     */
    public static byte[] oneColour(
            int width, int height, Colours colours, int bits, boolean interlaced, byte... samples) {
        int bytes = bits / 8;
        byte[] pixel = new byte[colours.samples * bytes];
        for (int i = 0; i < pixel.length; i++) {
            pixel[i] = samples[i / bytes];
        }
        byte[] packed = packed(out -> {
            if (interlaced) {
                int[][] passes = {
                    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
                };
                for (int[] pass : passes) {
                    int across = Math.max(0, (width - pass[0] + pass[2] - 1) / pass[2]);
                    int down = Math.max(0, (height - pass[1] + pass[3] - 1) / pass[3]);
                    rows(out, across, across == 0 ? 0 : down, pixel);
                }
            } else {
                rows(out, width, height, pixel);
            }
        });
        return of(width, height, bits, colours.type, interlaced, packed);
    }

    /** A file of this header and these packed pixels. */
    public static byte[] of(int width, int height, int bits, int colourType, boolean interlaced, byte[] packed) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {(byte) bits, (byte) colourType, 0, 0, (byte) (interlaced ? 1 : 0)})
                .array();
        return joined(SIGNATURE, chunk("IHDR", header), chunk("IDAT", packed), chunk("IEND", new byte[0]));
    }

    /** The same file with one more chunk behind its header. */
    public static byte[] with(byte[] png, String type, byte[] data) {
        return joined(
                Arrays.copyOf(png, HEADER_END), chunk(type, data), Arrays.copyOfRange(png, HEADER_END, png.length));
    }

    /** The same file that says it has another size, with the right checksum. */
    public static byte[] sized(byte[] png, int width, int height) {
        byte[] lying = png.clone();
        ByteBuffer.wrap(lying).putInt(16, width).putInt(20, height);
        CRC32 sum = new CRC32();
        sum.update(lying, 12, 17);
        ByteBuffer.wrap(lying).putInt(29, (int) sum.getValue());
        return lying;
    }

    /** So many zeros, packed. */
    public static byte[] packedZeros(long count) {
        return packed(out -> {
            byte[] zeros = new byte[1 << 16];
            for (long left = count; left > 0; left -= zeros.length) {
                out.write(zeros, 0, (int) Math.min(left, zeros.length));
            }
        });
    }

    public static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) sum.getValue())
                .array();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void rows(OutputStream out, int width, int height, byte[] pixel) throws IOException {
        byte[] row = new byte[1 + width * pixel.length];
        for (int x = 0; x < width; x++) {
            System.arraycopy(pixel, 0, row, 1 + x * pixel.length, pixel.length);
        }
        for (int y = 0; y < height; y++) {
            out.write(row);
        }
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] packed(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
