package imece.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How stored pixels are turned for whoever looks at them: the values 1 to 8 of Exif's tag {@code Orientation}. */
public enum Orientation {
    UPRIGHT(1),
    MIRRORED(2),
    HALF_TURN(3),
    UPSIDE_DOWN_MIRRORED(4),
    TRANSPOSED(5),
    QUARTER_TURN(6),
    TRANSVERSED(7),
    THREE_QUARTER_TURN(8);

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int TAG = 0x0112;
    private static final int MAGIC = 42;
    private static final int ENTRY_BYTES = 12;
    private static final int TYPE_SHORT = 3;

    private final int value;

    Orientation(int value) {
        this.value = value;
    }

    /** Exif's number of it. */
    public int value() {
        return value;
    }

    /** Whether width and height change places. */
    public boolean swapsSides() {
        return switch (this) {
            case UPRIGHT, MIRRORED, HALF_TURN, UPSIDE_DOWN_MIRRORED -> false;
            case TRANSPOSED, QUARTER_TURN, TRANSVERSED, THREE_QUARTER_TURN -> true;
        };
    }

    /**
     * Where a stored pixel is seen, as an index into the rows of the upright picture.
     *
     * @param width of the stored picture
     * @param height of the stored picture
     */
    public int indexOf(int x, int y, int width, int height) {
        int left = width - 1 - x;
        int below = height - 1 - y;
        return switch (this) {
            case UPRIGHT -> y * width + x;
            case MIRRORED -> y * width + left;
            case HALF_TURN -> below * width + left;
            case UPSIDE_DOWN_MIRRORED -> below * width + x;
            case TRANSPOSED -> x * height + y;
            case QUARTER_TURN -> x * height + below;
            case TRANSVERSED -> left * height + below;
            case THREE_QUARTER_TURN -> left * height + y;
        };
    }

    /**
     * What these Exif data say, with or without the name before them; upright where they say nothing that can be read. Only
     * the one number is looked for: cameras write much else that is broken.
     */
    public static Orientation ofExif(byte[] exif) {
        int begin = named(exif) ? EXIF.length : 0;
        if (exif.length < begin + 8) {
            return UPRIGHT;
        }
        ByteBuffer tiff = ByteBuffer.wrap(exif, begin, exif.length - begin).slice();
        switch (tiff.getShort(0)) {
            case 0x4949 -> tiff.order(ByteOrder.LITTLE_ENDIAN);
            case 0x4D4D -> tiff.order(ByteOrder.BIG_ENDIAN);
            default -> {
                return UPRIGHT;
            }
        }
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (tiff.getShort(2) != MAGIC || directory + 2 > tiff.limit()) {
            return UPRIGHT;
        }
        int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + (long) i * ENTRY_BYTES;
            if (entry + ENTRY_BYTES > tiff.limit()) {
                return UPRIGHT;
            }
            int at = (int) entry;
            if (Short.toUnsignedInt(tiff.getShort(at)) == TAG) {
                return tiff.getShort(at + 2) == TYPE_SHORT ? ofValue(tiff.getShort(at + 8)) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static boolean named(byte[] exif) {
        return exif.length >= EXIF.length && Arrays.equals(exif, 0, EXIF.length, EXIF, 0, EXIF.length);
    }

    private static Orientation ofValue(int value) {
        return Arrays.stream(values())
                .filter(each -> each.value == value)
                .findFirst()
                .orElse(UPRIGHT);
    }
}
