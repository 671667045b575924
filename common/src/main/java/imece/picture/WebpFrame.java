package imece.picture;

import imece.picture.PictureReading.BrokenPicture;
import imece.picture.PictureReading.UnreadPicture;
import imece.picture.PictureReading.WholePicture;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks the chunks of a WebP (RFC 9649, section 2). */
final class WebpFrame {

    private static final int VP8 = 0x5650_3820;
    private static final int VP8L = 0x5650_384C;
    private static final int VP8X = 0x5650_3858;
    private static final int ANIM = 0x414E_494D;
    private static final int EXIF = 0x4558_4946;
    private static final int HEAD_BYTES = 10;
    private static final int MOST_EXIF = 1 << 16;

    private WebpFrame() {}

    static PictureReading read(FrameBytes bytes) throws IOException {
        bytes.skip(4);
        long end = Integer.toUnsignedLong(Integer.reverseBytes(bytes.i32())) + 8;
        bytes.skip(4);
        int @Nullable [] canvas = null;
        int @Nullable [] sides = null;
        Orientation orientation = Orientation.UPRIGHT;
        while (bytes.position() + 8 <= end) {
            int name = bytes.i32();
            long length = Integer.toUnsignedLong(Integer.reverseBytes(bytes.i32()));
            long next = bytes.position() + length;
            if (next > end) {
                return new BrokenPicture(PictureKind.WEBP);
            }
            if (name == ANIM) {
                return new UnreadPicture(PictureKind.WEBP, "is animated");
            }
            if ((name == VP8 || name == VP8L || name == VP8X) && length >= HEAD_BYTES && sides == null) {
                Optional<int[]> told = sides(name, bytes.take(HEAD_BYTES));
                if (told.isEmpty()) {
                    return new BrokenPicture(PictureKind.WEBP);
                }
                if (name == VP8X) {
                    canvas = told.get();
                } else {
                    sides = told.get();
                }
            } else if (name == EXIF && length <= MOST_EXIF) {
                orientation = Orientation.ofExif(bytes.take((int) length));
            }
            // Chunks begin at even places; the last one's filling byte is often left out.
            bytes.skip(Math.min(end, next + (length & 1)) - bytes.position());
        }
        boolean same = sides != null && (canvas == null || Arrays.equals(canvas, sides));
        return sides != null && same
                ? new WholePicture(PictureKind.WEBP, sides[0], sides[1], end, orientation)
                : new BrokenPicture(PictureKind.WEBP);
    }

    /** Width and height, as the head of this chunk tells them. */
    private static Optional<int[]> sides(int name, byte[] head) {
        if (name == VP8X) {
            return Optional.of(new int[] {le(head, 4, 3) + 1, le(head, 7, 3) + 1});
        }
        if (name == VP8L) {
            int bits = le(head, 1, 4);
            return head[0] == 0x2F
                    ? Optional.of(new int[] {(bits & 0x3FFF) + 1, ((bits >>> 14) & 0x3FFF) + 1})
                    : Optional.empty();
        }
        return le(head, 3, 3) == 0x2A019D
                ? Optional.of(new int[] {le(head, 6, 2) & 0x3FFF, le(head, 8, 2) & 0x3FFF})
                : Optional.empty();
    }

    private static int le(byte[] bytes, int at, int count) {
        int value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xFF);
        }
        return value;
    }
}
