package imece.gateway.picture;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Tells whether a file is a whole picture by walking its frame: chunks of a PNG with their checksums, segments of a JPEG, the
 * RIFF of a WebP. No pixel is decoded and nothing is unpacked, so that a bomb stays a small file.
 */
public final class PictureSniffer {

    private static final long PNG_SIGNATURE = 0x8950_4E47_0D0A_1A0AL;
    private static final int IHDR = 0x4948_4452;
    private static final int IDAT = 0x4944_4154;
    private static final int IEND = 0x4945_4E44;
    private static final int RIFF = 0x5249_4646;
    private static final int WEBP = 0x5745_4250;
    private static final int JPEG_END = 0xFFD9;

    private PictureSniffer() {}

    /**
     * The picture in this file; empty if there is none, or only a part of one.
     *
     * @throws IOException if the file cannot be read
     */
    public static Optional<SniffedPicture> sniff(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            in.mark(16);
            long first = in.readLong();
            int third = in.readInt();
            in.reset();
            if (first == PNG_SIGNATURE) {
                return png(in);
            }
            if (first >>> 48 == 0xFFD8) {
                return ends(file) ? jpeg(in) : Optional.empty();
            }
            if (first >>> 32 == RIFF && third == WEBP) {
                return webp(in, Files.size(file));
            }
            return Optional.empty();
        } catch (EOFException tooShort) {
            return Optional.empty();
        }
    }

    private static Optional<SniffedPicture> png(DataInputStream in) throws IOException {
        in.skipNBytes(Long.BYTES);
        SniffedPicture header = null;
        boolean pixels = false;
        while (true) {
            int length = in.readInt();
            CRC32 sum = new CRC32();
            DataInputStream chunk = new DataInputStream(new CheckedInputStream(in, sum));
            int type = chunk.readInt();
            if (length < 0 || (header == null && (type != IHDR || length != 13))) {
                return Optional.empty();
            }
            if (header == null) {
                header = new SniffedPicture(PictureKind.PNG, chunk.readInt(), chunk.readInt());
                length -= 2 * Integer.BYTES;
            }
            skip(chunk, length);
            if ((int) sum.getValue() != in.readInt()) {
                return Optional.empty();
            }
            pixels |= type == IDAT;
            if (type == IEND) {
                return pixels && in.read() < 0 ? Optional.of(header) : Optional.empty();
            }
        }
    }

    /** Through the checksum: {@code skip} of a checked stream reads what it passes over. */
    private static void skip(DataInputStream chunk, int length) throws IOException {
        byte[] passed = new byte[1 << 13];
        int left = length;
        while (left > 0) {
            int read = chunk.read(passed, 0, Math.min(left, passed.length));
            if (read < 0) {
                throw new EOFException();
            }
            left -= read;
        }
    }

    private static Optional<SniffedPicture> jpeg(DataInputStream in) throws IOException {
        in.skipNBytes(2);
        while (true) {
            if (in.readUnsignedByte() != 0xFF) {
                return Optional.empty();
            }
            int marker = in.readUnsignedByte();
            while (marker == 0xFF) {
                marker = in.readUnsignedByte();
            }
            int length = in.readUnsignedShort();
            if (length < 2 || marker < 0xC0 || marker == 0xDA) {
                return Optional.empty();
            }
            boolean frame = marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                in.readUnsignedByte();
                int height = in.readUnsignedShort();
                return Optional.of(new SniffedPicture(PictureKind.JPEG, in.readUnsignedShort(), height));
            }
            in.skipNBytes(length - 2L);
        }
    }

    private static boolean ends(Path jpeg) throws IOException {
        try (var channel = Files.newByteChannel(jpeg)) {
            var last = java.nio.ByteBuffer.allocate(2);
            channel.position(channel.size() - 2);
            channel.read(last);
            return (last.getShort(0) & 0xFFFF) == JPEG_END;
        }
    }

    private static Optional<SniffedPicture> webp(DataInputStream in, long size) throws IOException {
        in.skipNBytes(4);
        long announced = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
        if (announced + 8 != size) {
            return Optional.empty();
        }
        in.skipNBytes(4);
        byte[] name = in.readNBytes(4);
        in.skipNBytes(4);
        byte[] head = in.readNBytes(10);
        if (head.length < 10) {
            return Optional.empty();
        }
        return switch (new String(name, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            case "VP8 " ->
                Optional.of(new SniffedPicture(PictureKind.WEBP, le(head, 6, 2) & 0x3FFF, le(head, 8, 2) & 0x3FFF));
            case "VP8L" -> {
                int bits = le(head, 1, 4);
                yield Optional.of(
                        new SniffedPicture(PictureKind.WEBP, (bits & 0x3FFF) + 1, ((bits >>> 14) & 0x3FFF) + 1));
            }
            case "VP8X" -> Optional.of(new SniffedPicture(PictureKind.WEBP, le(head, 4, 3) + 1, le(head, 7, 3) + 1));
            default -> Optional.empty();
        };
    }

    private static int le(byte[] bytes, int at, int count) {
        int value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xFF);
        }
        return value;
    }

    /**
     * What a file's own bytes say about the picture in it.
     *
     * @param width pixels
     * @param height pixels
     */
    public record SniffedPicture(PictureKind kind, int width, int height) {

        /** The longest side that is taken: whatever a small file claims to unfold into stays affordable. */
        public static final int MOST_SIDE = 4_096;

        public boolean sane() {
            return width >= 1 && height >= 1 && width <= MOST_SIDE && height <= MOST_SIDE;
        }
    }

    /** The formats that are taken and served. */
    public enum PictureKind {
        PNG("image/png"),
        JPEG("image/jpeg"),
        WEBP("image/webp");

        private final String mediaType;

        PictureKind(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }

        /** The format of a file that was taken before, by its first byte: all three differ in it. */
        public static PictureKind of(Path taken) throws IOException {
            try (InputStream in = Files.newInputStream(taken)) {
                return switch (in.read()) {
                    case 0xFF -> JPEG;
                    case 'R' -> WEBP;
                    default -> PNG;
                };
            }
        }

        /** The format that a Content-Type names. */
        public static Optional<PictureKind> ofMediaType(@Nullable String header) {
            if (header == null) {
                return Optional.empty();
            }
            try {
                MediaType type = MediaType.parseMediaType(header);
                String bare = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
                return Arrays.stream(values())
                        .filter(kind -> kind.mediaType.equals(bare))
                        .findFirst();
            } catch (InvalidMediaTypeException e) {
                return Optional.empty();
            }
        }
    }
}
