package imece.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The name of a lane, which says what a slot must be able to do for its jobs: {@code default} for any slot, else the
 * checkpoint's name, and before it, where a job asks for more than words, {@code img2img:}, {@code lora:} or both. Checkpoints
 * whose names would be mistaken for something else, or are too long for a queue, get a name of their own.
 *
 * @param img2img whether its jobs begin from a picture
 * @param lora whether its jobs name LoRAs
 * @param checkpoint what {@link #ofCheckpoint} makes of the checkpoint, or {@value Topology#DEFAULT_LANE}
 */
public record LaneName(boolean img2img, boolean lora, String checkpoint) {

    private static final String IMG2IMG = "img2img:";
    private static final String LORA = "lora:";
    private static final String PLAIN = "checkpoint:";

    /** Of a queue's name, which holds each odd byte as three letters; the rest is for what stands before it. */
    private static final int MOST_ESCAPED = 180;

    private static final int HASH_DIGITS = 16;

    /** The lane of a picture. */
    public static LaneName of(RenderSpec spec) {
        String checkpoint = spec.checkpoint();
        return new LaneName(
                spec.initImageId() != null,
                !spec.loras().isEmpty(),
                checkpoint == null ? Topology.DEFAULT_LANE : ofCheckpoint(checkpoint));
    }

    /** Reads the text again that {@link #text} has made. */
    public static LaneName parse(String text) {
        boolean img2img = text.startsWith(IMG2IMG);
        String rest = img2img ? text.substring(IMG2IMG.length()) : text;
        boolean lora = rest.startsWith(LORA);
        return new LaneName(img2img, lora, lora ? rest.substring(LORA.length()) : rest);
    }

    /** What stands for a checkpoint in a lane's name: two checkpoints never share it. */
    public static String ofCheckpoint(String checkpoint) {
        boolean mistaken = checkpoint.equals(Topology.DEFAULT_LANE)
                || List.of(IMG2IMG, LORA, PLAIN).stream().anyMatch(checkpoint::startsWith);
        String plain = mistaken ? PLAIN + checkpoint : checkpoint;
        return Topology.escaped(plain).length() <= MOST_ESCAPED ? plain : shortened(plain);
    }

    /** The lane's name, as it stands in rows, messages and routing keys. */
    public String text() {
        return (img2img ? IMG2IMG : "") + (lora ? LORA : "") + checkpoint;
    }

    private static String shortened(String name) {
        StringBuilder begin = new StringBuilder();
        int room = MOST_ESCAPED
                - HASH_DIGITS
                - PLAIN.length()
                - Topology.escaped("~").length()
                - 2;
        int[] points = name.codePoints().toArray();
        for (int point : points) {
            String next = Character.toString(point);
            room -= Topology.escaped(next).length();
            if (room < 0) {
                break;
            }
            begin.append(next);
        }
        String prefix = begin.toString().startsWith(PLAIN) ? "" : PLAIN;
        return prefix + begin + "~" + hash(name);
    }

    private static String hash(String name) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, although every Java must.", e);
        }
    }

    /** Whether a slot serves it that can do this, and has these checkpoints in the words of {@link #ofCheckpoint}. */
    public boolean servedBy(boolean canImg2img, boolean canLora, Set<String> checkpoints) {
        return (!img2img || canImg2img)
                && (!lora || canLora)
                && (checkpoint.equals(Topology.DEFAULT_LANE) || checkpoints.contains(checkpoint));
    }

    @Override
    public String toString() {
        return text();
    }
}
