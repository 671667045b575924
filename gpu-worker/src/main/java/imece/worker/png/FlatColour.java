package imece.worker.png;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Whether a picture is one single colour. Its rows are unpacked one by one (PNG specification, third edition, sections 9 and 10)
 * until a pixel differs from the first one: of a picture that shows something that is within the first rows, so the answer costs
 * next to nothing. Pictures that are interlaced, or have less than a byte per sample, are taken for ones that show something.
 */
public final class FlatColour {

    private static final int HEADER_AT = 16;
    private static final int ROW_FILTERS = 5;

    private FlatColour() {}

    /** Whether all pixels of the picture are equal; false too if that cannot be told. */
    public static boolean of(Png png) {
        byte[] file = png.bytes();
        int depth = file[HEADER_AT + 8];
        int samples = samples(file[HEADER_AT + 9]);
        boolean interlaced = file[HEADER_AT + 12] != 0;
        if (interlaced || samples == 0 || (depth != 8 && depth != 16) || png.width() < 1 || png.height() < 1) {
            return false;
        }
        Inflater inflater = new Inflater();
        try {
            return new Rows(file, inflater, samples * depth / 8, png.width()).allAlike(png.height());
        } catch (DataFormatException e) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private static int samples(byte colourType) {
        return switch (colourType) {
            case 0, 3 -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 0;
        };
    }

    /** The rows of one file, in order. */
    private static final class Rows {

        private final byte[] file;
        private final Inflater inflater;
        private final int pixel;
        private final byte[] filtered;
        private byte[] above;
        private byte[] row;
        private int chunk = 8;

        Rows(byte[] file, Inflater inflater, int pixelBytes, int width) {
            this.file = file;
            this.inflater = inflater;
            this.pixel = pixelBytes;
            // A pixel of zeros stands before each row, as the filters have it.
            this.filtered = new byte[1 + width * pixelBytes];
            this.above = new byte[pixelBytes + width * pixelBytes];
            this.row = new byte[above.length];
        }

        boolean allAlike(int height) throws DataFormatException {
            for (int y = 0; y < height; y++) {
                if (!unpack() || !unfilter()) {
                    return false;
                }
                if (y == 0 ? !uniform() : !Arrays.equals(row, above)) {
                    return false;
                }
                byte[] swap = above;
                above = row;
                row = swap;
            }
            return true;
        }

        private boolean uniform() {
            for (int i = 2 * pixel; i < row.length; i++) {
                if (row[i] != row[i - pixel]) {
                    return false;
                }
            }
            return true;
        }

        /** The next row with its filter; false if the file has no more. */
        private boolean unpack() throws DataFormatException {
            int have = 0;
            while (have < filtered.length) {
                int more = inflater.inflate(filtered, have, filtered.length - have);
                have += more;
                if (more == 0 && !(inflater.needsInput() && nextChunk())) {
                    return false;
                }
            }
            return true;
        }

        private boolean nextChunk() {
            while (chunk + 12 <= file.length) {
                int length = ByteBuffer.wrap(file).getInt(chunk);
                int data = chunk + 8;
                if (length < 0 || length > file.length - data - 4) {
                    return false;
                }
                boolean pixels = new String(file, chunk + 4, 4, StandardCharsets.US_ASCII).equals("IDAT");
                chunk = data + length + 4;
                if (pixels && length > 0) {
                    inflater.setInput(file, data, length);
                    return true;
                }
            }
            return false;
        }

        private boolean unfilter() {
            int filter = filtered[0];
            if (filter < 0 || filter >= ROW_FILTERS) {
                return false;
            }
            for (int i = pixel; i < row.length; i++) {
                int left = row[i - pixel] & 0xff;
                int up = above[i] & 0xff;
                int upLeft = above[i - pixel] & 0xff;
                int guess = switch (filter) {
                    case 1 -> left;
                    case 2 -> up;
                    case 3 -> (left + up) / 2;
                    case 4 -> PngPixels.paeth(left, up, upLeft);
                    default -> 0;
                };
                row[i] = (byte) (filtered[1 + i - pixel] + guess);
            }
            return true;
        }
    }
}
