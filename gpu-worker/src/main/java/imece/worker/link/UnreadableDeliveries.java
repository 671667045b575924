package imece.worker.link;

import imece.contract.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that nobody can read: counted, told to the log, and acknowledged, so that they stop nothing. */
final class UnreadableDeliveries {

    private static final Logger log = LoggerFactory.getLogger(UnreadableDeliveries.class);
    private static final int SHOWN = 120;

    private final AtomicLong count = new AtomicLong();

    void found(String queue, byte[] body) {
        String begin =
                PlainText.line(new String(body, 0, Math.min(2 * SHOWN, body.length), StandardCharsets.UTF_8), SHOWN);
        log.warn(
                "A message of {} bytes on {} can't be read and was passed over ({} so far): {}",
                body.length,
                queue,
                count.incrementAndGet(),
                begin);
    }
}
