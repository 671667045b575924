package imece.gateway.broker;

import imece.broker.CutMessage;
import imece.contract.PlainText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;

/**
 * What an operator is told of a message that could not be read.
 *
 * @param queue where it was
 * @param sender the broker's user or the program, if the message says so, else the worker that it names; {@code unknown} if none
 * @param bytes of its body
 * @param sha256 of its body, lower-case hex
 * @param begin the first {@value CutMessage#KEPT} bytes as text, with blanks for control characters
 * @param beginBase64 the same bytes as they were
 */
public record PoisonNote(String queue, String sender, long bytes, String sha256, String begin, String beginBase64) {

    private static final int LONGEST_SENDER = 100;
    private static final Pattern WORKER = Pattern.compile("\"worker\"\\s*:\\s*\"([^\"\\\\]{1,64})\"");

    /** The note about a message in this queue. */
    public static PoisonNote of(String queue, Message message) {
        MessageProperties properties = message.getMessageProperties();
        byte[] body = message.getBody();
        CutMessage whole =
                CutMessage.in(properties.getHeaders()).orElseGet(() -> new CutMessage(body.length, sha256(body)));
        byte[] begin = Arrays.copyOf(body, Math.min(body.length, CutMessage.KEPT));
        String text = PlainText.line(new String(begin, StandardCharsets.UTF_8), CutMessage.KEPT);
        return new PoisonNote(
                queue,
                PlainText.line(sender(properties, text), LONGEST_SENDER),
                whole.bytes(),
                PlainText.line(whole.sha256(), LONGEST_SENDER),
                text,
                Base64.getEncoder().encodeToString(begin));
    }

    private static String sender(MessageProperties properties, String begin) {
        Matcher named = WORKER.matcher(begin);
        return Optional.ofNullable(properties.getReceivedUserId())
                .or(() -> Optional.ofNullable(properties.getAppId()))
                .or(() -> named.find() ? Optional.of(named.group(1)) : Optional.empty())
                .orElse("unknown");
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, although every Java must.", e);
        }
    }
}
