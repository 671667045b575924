package imece.worker.png;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** PNG chunks: length, type, data and CRC (PNG specification, third edition, section 5). */
final class Chunk {

    /** Length, type and CRC. */
    static final int FRAME_BYTES = 12;

    private Chunk() {}

    static byte[] of(String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(FRAME_BYTES + data.length);
        chunk.putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
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

    /** Whether the CRC of the chunk between these offsets fits its data. */
    static boolean undamaged(byte[] file, int offset, int next) {
        CRC32 crc = new CRC32();
        crc.update(file, offset + 4, next - offset - 8);
        return ByteBuffer.wrap(file).getInt(next - 4) == (int) crc.getValue();
    }
}
