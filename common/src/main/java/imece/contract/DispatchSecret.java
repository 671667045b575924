package imece.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What only those know whom one dispatch of a job has reached, so whoever shows it has had the job's message in hand. It stands in
 * that message and in the events of its runs, and nowhere else; the row holds its hash. It never shows itself as text.
 */
public final class DispatchSecret {

    private static final int LONGEST = 200;

    private final String text;

    /**
     * The secret in a message.
     *
     * @throws IllegalArgumentException if it is empty, or longer than any that a gateway draws
     */
    @JsonCreator
    public DispatchSecret(String text) {
        MessageFields.require(text);
        MessageFields.demand(!text.isEmpty() && text.length() <= LONGEST);
        this.text = text;
    }

    /** The secret itself, for messages only. */
    @JsonValue
    public String text() {
        return text;
    }

    /** Whether this is the SHA-256 of its UTF-8, in lower-case hex; takes as long for a wrong one. */
    public boolean hasHash(String sha256) {
        try {
            byte[] own = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            byte[] shown = HexFormat.of().formatHex(own).getBytes(StandardCharsets.US_ASCII);
            return MessageDigest.isEqual(shown, sha256.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, although every Java must.", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DispatchSecret same && same.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Says nothing: events are written into logs. */
    @Override
    public String toString() {
        return "(secret)";
    }
}
