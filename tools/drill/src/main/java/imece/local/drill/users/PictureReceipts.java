package imece.local.drill.users;

import imece.local.drill.history.Entry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a picture says about itself in the receipt that the worker wrote into it. */
final class PictureReceipts {
    private static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final Pattern JOB = Pattern.compile("\"jobId\":\"" + ID + '"');
    private static final Pattern RUN = Pattern.compile("\"runId\":\"" + ID + '"');

    private PictureReceipts() {}

    static Entry.Picture entry(UUID job, int status, byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return new Entry.Picture(job, status, sha256(body), find(JOB, text), find(RUN, text));
    }

    private static @Nullable UUID find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? UUID.fromString(found.group(1)) : null;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
