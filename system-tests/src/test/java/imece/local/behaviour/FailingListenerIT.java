package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import imece.gateway.job.JobsCommitted;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/** Something inside the gateway that listens to commits fails for one prompt: nobody else notices. */
class FailingListenerIT {
    private final Poisoned poisoned = new Poisoned();
    private final Said said = new Said();
    private final GatewayUnderTest gateway = GatewayUnderTest.start(FailingListenerIT.class);

    @AfterEach
    void end() {
        said.stop();
        gateway.close();
    }

    @Test
    void allOtherJobsEndAndAreToldAndThePoisonedOneEndsToo() {
        gateway.listen(poisoned);
        said.begin();
        Browser browser = gateway.newcomer();
        try (Feed feed = Feed.open(gateway, browser);
                FakeWorker worker = FakeWorker.start(gateway)) {
            String bad = browser.submitted("poison");
            List<String> good =
                    Stream.of("one", "two", "three").map(browser::submitted).toList();
            for (int i = 0; i < 4; i++) {
                worker.take().start().complete();
            }
            for (String job : good) {
                feed.told(job, "complete");
                assertThat(browser.status(job)).isEqualTo("complete");
            }
            Within.bounds().until(() -> browser.status(bad).equals("complete"));
            assertThat(poisoned.failures).hasPositiveValue();
            assertThat(said.events)
                    .filteredOn(event -> event.getKeyValuePairs() != null
                            && event.getKeyValuePairs().toString().contains(bad))
                    .isNotEmpty()
                    .allSatisfy(event -> {
                        assertThat(event.getThrowableProxy().getMessage()).isEqualTo("poisoned");
                        assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                                .isNotEmpty();
                    });
            assertThat(said.events)
                    .noneSatisfy(event ->
                            assertThat(String.valueOf(event.getKeyValuePairs())).contains(good.getFirst()));
            Within.bounds().until(() -> lost() == poisoned.alone.get());
            assertThat(poisoned.alone).hasPositiveValue();
        }
    }

    @Test
    void aSubmitWhoseNewsCannotBeToldIsAcceptedAndDispatched() {
        gateway.listen(poisoned);
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String bad = browser.submitted("poison");
            worker.take().start().complete();
            Within.bounds().until(() -> browser.status(bad).equals("complete"));
        }
        assertThat(poisoned.failures).hasPositiveValue();
    }

    private double lost() {
        String metrics = gateway.probe().get("/actuator/prometheus").expect(200).text();
        return Pattern.compile("(?m)^imece_news_lost_total(?:\\{.*})? ([0-9.]+)")
                .matcher(metrics)
                .results()
                .mapToDouble(match -> Double.parseDouble(match.group(1)))
                .sum();
    }

    /** Fails for each batch with this prompt in it. */
    private static final class Poisoned implements ApplicationListener<PayloadApplicationEvent<JobsCommitted>> {
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger alone = new AtomicInteger();

        @Override
        public void onApplicationEvent(PayloadApplicationEvent<JobsCommitted> event) {
            List<String> prompts = event.getPayload().jobs().stream()
                    .map(job -> job.spec().prompt())
                    .toList();
            if (prompts.contains("poison")) {
                failures.incrementAndGet();
                alone.addAndGet(prompts.size() == 1 ? 1 : 0);
                throw new IllegalStateException("poisoned");
            }
        }
    }

    /** What is logged about lost news. */
    private static final class Said extends AppenderBase<ILoggingEvent> {
        private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

        void begin() {
            start();
            ((Logger) LoggerFactory.getLogger("imece.gateway.job.rows.ListenerFailures")).addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    }
}
