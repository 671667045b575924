package imece.worker.png;

import imece.picture.PictureFile;
import imece.picture.PictureReading.WholePicture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/** The bytes of one PNG file whose header has been read. */
public final class Png {

    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Signature, and the header chunk: length, type, 13 bytes, CRC. */
    static final int HEADER_BYTES = 8 + 4 + 4 + 13 + 4;

    private final byte[] bytes;
    private final int width;
    private final int height;

    private Png(byte[] bytes, int width, int height) {
        this.bytes = bytes;
        this.width = width;
        this.height = height;
    }

    /** The picture in these bytes, or empty if they don't begin as a PNG file does. The array must not be changed after. */
    public static Optional<Png> of(byte[] bytes) {
        if (bytes.length < HEADER_BYTES
                || !Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)
                || !Chunk.type(bytes, SIGNATURE.length).equals("IHDR")) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        return Optional.of(new Png(bytes, header.getInt(16), header.getInt(20)));
    }

    /** Whether it is a whole picture, in the eyes of the judge that gateways ask, too; what stands behind its end is left aside. */
    public boolean whole() {
        return PictureFile.read(bytes) instanceof WholePicture;
    }

    /** The file; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Pixels. */
    public int width() {
        return width;
    }

    /** Pixels. */
    public int height() {
        return height;
    }

    /** SHA-256 of the file, lower-case hex. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /** PNG chunks: length, type, data and CRC (PNG specification, third edition, section 5). */
    static final class Chunk {

        /** Length, type and CRC. */
        static final int FRAME_BYTES = 12;

        private Chunk() {}

        static byte[] of(String type, byte[] data) {
            ByteBuffer chunk = ByteBuffer.allocate(FRAME_BYTES + data.length);
            chunk.putInt(data.length)
                    .put(type.getBytes(StandardCharsets.US_ASCII))
                    .put(data);
            CRC32 crc = new CRC32();
            crc.update(chunk.array(), 4, 4 + data.length);
            return chunk.putInt((int) crc.getValue()).array();
        }

        /** Type of the chunk that begins at this offset. */
        static String type(byte[] file, int offset) {
            return new String(file, offset + 4, 4, StandardCharsets.US_ASCII);
        }

        /** Where the chunk after the one at this offset begins; beyond the file's end if the chunk is cut short. */
        static long next(byte[] file, int offset) {
            return offset + (long) FRAME_BYTES + (ByteBuffer.wrap(file).getInt(offset) & 0xffffffffL);
        }
    }
}
