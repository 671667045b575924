package imece.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UnreadableMessagesTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(UnreadableMessages.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final UnreadableMessages garbage =
            new UnreadableMessages(meters, "imece.some.garbage", "It is dropped.", now::get);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoLonger() {
        logger.detachAppender(log);
    }

    @Test
    void aFloodIsCountedAndCostsTheLogOneLineAMinute() {
        for (int i = 0; i < 1_000; i++) {
            garbage.met();
        }
        assertThat(log.list).hasSize(1);

        now.addAndGet(Duration.ofSeconds(61).toNanos());
        garbage.met();
        garbage.met();

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "It is dropped. 0 more came since the last line like this.",
                        "It is dropped. 999 more came since the last line like this.");
        assertThat(meters.counter("imece.some.garbage").count()).isEqualTo(1_002);
    }
}
