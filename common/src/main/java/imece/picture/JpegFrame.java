package imece.picture;

import imece.picture.PictureReading.BrokenPicture;
import imece.picture.PictureReading.UnreadPicture;
import imece.picture.PictureReading.WholePicture;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks the segments and scans of a JPEG (ITU T.81, annex B) to its own end. The first picture of a file counts: phones append
 * more of them, videos and trailers.
 */
final class JpegFrame {

    /**
     * More scans than this no program writes (ten are usual for a progressive picture). Each costs a walk over all pixels,
     * however few bytes it has: thousands of empty ones in a hundred kilobytes keep a decoder busy for minutes.
     */
    static final int MOST_SCANS = 40;

    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;

    /** Baseline, extended and progressive, all three of Huffman's coding. */
    private static final int LAST_READ = 0xC2;

    private static final int APP1 = 0xE1;

    private final FrameBytes bytes;
    private int width;
    private int height;
    private boolean frame;
    private int scans;
    private Orientation orientation = Orientation.UPRIGHT;
    private boolean exif;

    private JpegFrame(FrameBytes bytes) {
        this.bytes = bytes;
    }

    static PictureReading read(FrameBytes bytes) throws IOException {
        bytes.skip(2);
        return new JpegFrame(bytes).walk();
    }

    private PictureReading walk() throws IOException {
        int marker = bytes.u8() == 0xFF ? bytes.u8() : 0;
        while (true) {
            while (marker == 0xFF) {
                marker = bytes.u8();
            }
            if (marker == END) {
                return scans > 0
                        ? new WholePicture(PictureKind.JPEG, width, height, bytes.position(), orientation)
                        : new BrokenPicture(PictureKind.JPEG);
            }
            int length = marker < 0xC0 || marker == START || restart(marker) ? 0 : bytes.u16();
            if (length < 2) {
                return new BrokenPicture(PictureKind.JPEG);
            }
            byte[] segment = bytes.take(length - 2);
            if (startOfFrame(marker)) {
                String why = frame(marker, segment);
                if (why != null) {
                    return new UnreadPicture(PictureKind.JPEG, why);
                }
            } else if (marker == APP1) {
                turn(segment);
            }
            if (marker == SCAN) {
                if (!frame) {
                    return new BrokenPicture(PictureKind.JPEG);
                }
                if (++scans > MOST_SCANS) {
                    return new UnreadPicture(PictureKind.JPEG, "has more than " + MOST_SCANS + " scans");
                }
                marker = afterScan();
            } else {
                marker = bytes.u8() == 0xFF ? bytes.u8() : 0;
            }
        }
    }

    /** Passes the packed pixels of a scan; the marker behind them. */
    private int afterScan() throws IOException {
        while (true) {
            int marker = bytes.u8();
            if (marker != 0xFF) {
                continue;
            }
            while (marker == 0xFF) {
                marker = bytes.u8();
            }
            if (marker != 0 && !restart(marker)) {
                return marker;
            }
        }
    }

    /** Takes the size; what it is that cannot be read, or null. */
    private @Nullable String frame(int marker, byte[] segment) {
        if (marker > LAST_READ) {
            return marker > 0xC8 ? "is arithmetic-coded" : "is lossless or hierarchical";
        }
        if (segment.length < 6 || frame) {
            return "is of a kind that no program writes";
        }
        if (segment[0] != 8) {
            return "has " + segment[0] + " bits per colour";
        }
        height = ((segment[1] & 0xFF) << 8) | (segment[2] & 0xFF);
        width = ((segment[3] & 0xFF) << 8) | (segment[4] & 0xFF);
        frame = true;
        int components = segment[5];
        boolean colours = components == 1 || components == 3 || components == 4;
        return colours ? null : "has " + components + " colours";
    }

    private void turn(byte[] segment) {
        if (!exif && segment.length > EXIF.length && Arrays.equals(segment, 0, EXIF.length, EXIF, 0, EXIF.length)) {
            exif = true;
            orientation = Orientation.ofExif(segment);
        }
    }

    private static boolean startOfFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static boolean restart(int marker) {
        return marker >= 0xD0 && marker <= 0xD7;
    }
}
