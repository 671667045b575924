package imece.contract;

import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * The name of a lane, which says what a slot must be able to do for its jobs: {@code default} for any slot, else the
 * checkpoint's name, and before it, where a job asks for more than words, {@code img2img:}, {@code lora:} or both, and
 * {@code with:} and what not every engine has. Checkpoints whose names would be mistaken for something else, or are too long
 * for a queue, get a name of their own.
 *
 * @param img2img whether its jobs begin from a picture
 * @param lora whether its jobs name LoRAs
 * @param needs samplers and schedulers, by their words, and LoRAs, as {@link #ofLora} has them
 * @param checkpoint what {@link #ofCheckpoint} makes of the checkpoint, or {@value Topology#DEFAULT_LANE}
 */
public record LaneName(boolean img2img, boolean lora, Set<String> needs, String checkpoint) {

    private static final String IMG2IMG = "img2img:";
    private static final String LORA = "lora:";
    private static final String WITH = "with:";
    private static final String ONE_LORA = "lora-";
    private static final String PLAIN = "checkpoint:";

    /** Of a queue's name, which holds each odd byte as three letters; the rest is for what stands before it. */
    private static final int MOST_ESCAPED = 180;

    private static final int HASH_DIGITS = 16;

    public LaneName {
        needs = Set.copyOf(needs);
    }

    /** A lane for slots that need nothing which some engines lack. */
    public LaneName(boolean img2img, boolean lora, String checkpoint) {
        this(img2img, lora, Set.of(), checkpoint);
    }

    /** The lane of a picture, as far as its own words tell. */
    public static LaneName of(RenderSpec spec) {
        String checkpoint = spec.checkpoint();
        Set<String> needs = new TreeSet<>();
        Sampler.of(spec.sampler()).filter(each -> !each.everywhere()).ifPresent(each -> needs.add(each.word()));
        Scheduler.of(spec.scheduler()).filter(each -> !each.everywhere()).ifPresent(each -> needs.add(each.word()));
        return new LaneName(
                spec.initImageId() != null,
                !spec.loras().isEmpty(),
                needs,
                checkpoint == null ? Topology.DEFAULT_LANE : ofCheckpoint(checkpoint));
    }

    /** Reads the text again that {@link #text} has made. */
    public static LaneName parse(String text) {
        boolean img2img = text.startsWith(IMG2IMG);
        String rest = img2img ? text.substring(IMG2IMG.length()) : text;
        boolean lora = rest.startsWith(LORA);
        rest = lora ? rest.substring(LORA.length()) : rest;
        int end = rest.startsWith(WITH) ? rest.indexOf(':', WITH.length()) : -1;
        if (end < 0) {
            return new LaneName(img2img, lora, rest);
        }
        Set<String> needs =
                Set.copyOf(List.of(rest.substring(WITH.length(), end).split("[+]", -1)));
        boolean one = needs.stream().anyMatch(need -> need.startsWith(ONE_LORA));
        return new LaneName(img2img, lora || one, needs, rest.substring(end + 1));
    }

    /** The lane for the same, whatever some engines lack. */
    public LaneName withoutNeeds() {
        return new LaneName(img2img, lora, Set.of(), checkpoint);
    }

    /** The lane for the same where a slot must have this LoRA too. */
    public LaneName needing(String loraName) {
        Set<String> more = new TreeSet<>(needs);
        more.add(ofLora(loraName));
        return new LaneName(img2img, true, more, checkpoint);
    }

    /** What stands for one LoRA in a lane's name: short, since a queue's name has an end, and all but its own. */
    public static String ofLora(String name) {
        CRC32 sum = new CRC32();
        sum.update(Lora.plain(name).getBytes(StandardCharsets.UTF_8));
        return ONE_LORA + "%08x".formatted(sum.getValue());
    }

    /** What stands for a checkpoint in a lane's name: two checkpoints never share it. */
    public static String ofCheckpoint(String checkpoint) {
        boolean mistaken = checkpoint.equals(Topology.DEFAULT_LANE)
                || List.of(IMG2IMG, LORA, WITH, PLAIN).stream().anyMatch(checkpoint::startsWith);
        String plain = mistaken ? PLAIN + checkpoint : checkpoint;
        return Topology.escaped(plain).length() <= MOST_ESCAPED ? plain : shortened(plain);
    }

    /** The lane's name, as it stands in rows, messages and routing keys. */
    public String text() {
        boolean one = needs.stream().anyMatch(need -> need.startsWith(ONE_LORA));
        String with = needs.isEmpty() ? "" : WITH + String.join("+", new TreeSet<>(needs)) + ":";
        return (img2img ? IMG2IMG : "") + (lora && !one ? LORA : "") + with + checkpoint;
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

    /**
     * Whether a slot serves it.
     *
     * @param canImg2img whether its engine begins from pictures
     * @param canLora whether it knows LoRAs at all
     * @param meets the needs that it meets, see {@link LiveEvent.EngineOffer#meets}
     * @param checkpoints those that it has, in the words of {@link #ofCheckpoint}
     */
    public boolean servedBy(boolean canImg2img, boolean canLora, Set<String> meets, Set<String> checkpoints) {
        return (!img2img || canImg2img)
                && (!lora || canLora)
                && meets.containsAll(needs)
                && (checkpoint.equals(Topology.DEFAULT_LANE) || checkpoints.contains(checkpoint));
    }

    /** Whether a slot serves it that meets no need which some engines don't. */
    public boolean servedBy(boolean canImg2img, boolean canLora, Set<String> checkpoints) {
        return servedBy(canImg2img, canLora, Set.of(), checkpoints);
    }

    @Override
    public String toString() {
        return text();
    }
}
