package imece.picture;

import imece.picture.PictureReading.BrokenPicture;
import imece.picture.PictureReading.UnreadPicture;
import imece.picture.PictureReading.WholePicture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Walks the chunks of a PNG (PNG specification, third edition, section 5) with their checksums. */
final class PngFrame {

    private static final int IHDR = 0x4948_4452;
    private static final int IDAT = 0x4944_4154;
    private static final int IEND = 0x4945_4E44;
    private static final int EXIF = 0x6558_4966;
    private static final int HEADER_BYTES = 13;

    /** Exif data are some kilobytes; the one number that is asked for stands at their beginning. */
    private static final int MOST_EXIF = 1 << 16;

    private PngFrame() {}

    static PictureReading read(FrameBytes bytes) throws IOException {
        bytes.skip(8);
        int width = 0;
        int height = 0;
        Orientation orientation = Orientation.UPRIGHT;
        boolean header = false;
        boolean pixels = false;
        CRC32 sum = new CRC32();
        while (true) {
            int length = bytes.i32();
            int type = bytes.i32();
            if (length < 0 || (!header && (type != IHDR || length != HEADER_BYTES))) {
                return new BrokenPicture(PictureKind.PNG);
            }
            sum.reset();
            add(sum, type);
            byte[] kept = new byte[0];
            if (!header || (type == EXIF && length <= MOST_EXIF)) {
                kept = bytes.take(length);
                sum.update(kept);
            } else {
                bytes.skip(length, sum);
            }
            if ((int) sum.getValue() != bytes.i32()) {
                return new BrokenPicture(PictureKind.PNG);
            }
            if (!header) {
                if (!readable(kept)) {
                    return new UnreadPicture(PictureKind.PNG, "is of a kind that no program writes");
                }
                ByteBuffer sides = ByteBuffer.wrap(kept);
                width = sides.getInt();
                height = sides.getInt();
                header = true;
            } else if (type == EXIF) {
                orientation = Orientation.ofExif(kept);
            }
            pixels |= type == IDAT;
            if (type == IEND) {
                return pixels
                        ? new WholePicture(PictureKind.PNG, width, height, bytes.position(), orientation)
                        : new BrokenPicture(PictureKind.PNG);
            }
        }
    }

    /** Whether bit depth, colour type and methods are some that the specification knows. */
    private static boolean readable(byte[] header) {
        int depth = header[8];
        boolean depthFits = switch (header[9]) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case 2, 4, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
        return depthFits && header[10] == 0 && header[11] == 0 && (header[12] == 0 || header[12] == 1);
    }

    private static void add(CRC32 sum, int type) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            sum.update(type >>> shift);
        }
    }
}
