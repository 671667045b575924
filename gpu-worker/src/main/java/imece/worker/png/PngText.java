package imece.worker.png;

import imece.worker.png.Png.Chunk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * Text in a PNG file, under keywords: {@code tEXt} where Latin-1 can say it, {@code iTXt} (UTF-8) where it can't. Other
 * tools read both (PNG specification, third edition, section 11.3.3).
 */
public final class PngText {

    private static final Set<String> TEXT_CHUNKS = Set.of("tEXt", "zTXt", "iTXt");

    private PngText() {}

    /**
     * The same picture with these texts right behind its header. Texts that it had under the same keywords are gone, and so is
     * what stood behind its end; other chunks stay as they are.
     *
     * @param texts keyword (1 to 79 Latin-1 characters) to text
     */
    public static Png with(Png png, Map<String, String> texts) {
        byte[] file = png.bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + 4096);
        out.write(file, 0, Png.HEADER_BYTES);
        texts.forEach((keyword, text) -> out.writeBytes(chunk(keyword, text)));
        int offset = Png.HEADER_BYTES;
        while (offset + Chunk.FRAME_BYTES <= file.length) {
            int next = (int) Math.min(file.length, Chunk.next(file, offset));
            if (!replaced(file, offset, next, texts.keySet())) {
                out.write(file, offset, next - offset);
            }
            if (Chunk.type(file, offset).equals("IEND")) {
                break;
            }
            offset = next;
        }
        return Png.of(out.toByteArray()).orElseThrow();
    }

    private static boolean replaced(byte[] file, int offset, int next, Set<String> keywords) {
        if (!TEXT_CHUNKS.contains(Chunk.type(file, offset))) {
            return false;
        }
        int begin = offset + 8;
        int end = begin;
        while (end < next && file[end] != 0) {
            end++;
        }
        return keywords.contains(new String(file, begin, end - begin, StandardCharsets.ISO_8859_1));
    }

    private static byte[] chunk(String keyword, String text) {
        CharsetEncoder latin1 = StandardCharsets.ISO_8859_1.newEncoder();
        boolean plain = latin1.canEncode(text) && text.indexOf('\0') < 0;
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(keyword.getBytes(StandardCharsets.ISO_8859_1));
        data.write(0);
        if (plain) {
            data.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            return Chunk.of("tEXt", data.toByteArray());
        }
        byte[] uncompressedNoLanguageNoTranslation = {0, 0, 0, 0};
        data.writeBytes(uncompressedNoLanguageNoTranslation);
        data.writeBytes(text.replace("\0", "").getBytes(StandardCharsets.UTF_8));
        return Chunk.of("iTXt", data.toByteArray());
    }
}
