package imece.gateway.picture.decode;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** A PNG without what does not belong to its pixels: neither texts nor colour profiles nor animations are ever unpacked. */
final class BarePng {

    private static final int SIGNATURE_BYTES = 8;

    /** Length, type and checksum. */
    private static final int FRAME_BYTES = 12;

    /** IHDR, PLTE, tRNS, IDAT, IEND. */
    private static final Set<Integer> PIXELS = Set.of(0x4948_4452, 0x504C_5445, 0x7452_4E53, 0x4944_4154, 0x4945_4E44);

    private BarePng() {}

    /**
     * Only those chunks of it.
     *
     * @param file a PNG whose chunks were judged to be whole up to this end
     */
    static InputStream of(byte[] file, int end) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        List<InputStream> kept = new ArrayList<>();
        kept.add(new ByteArrayInputStream(file, 0, SIGNATURE_BYTES));
        int at = SIGNATURE_BYTES;
        while (at < end) {
            int whole = FRAME_BYTES + bytes.getInt(at);
            if (PIXELS.contains(bytes.getInt(at + Integer.BYTES))) {
                kept.add(new ByteArrayInputStream(file, at, whole));
            }
            at += whole;
        }
        return new SequenceInputStream(Collections.enumeration(kept));
    }
}
