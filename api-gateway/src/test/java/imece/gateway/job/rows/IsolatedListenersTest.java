package imece.gateway.job.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import imece.gateway.job.rows.CommitAnnouncer.IsolatedListeners;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.event.ContextStartedEvent;
import org.springframework.context.support.GenericApplicationContext;

class IsolatedListenersTest {
    private final GenericApplicationContext context = new GenericApplicationContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final List<Object> heard = new ArrayList<>();

    @BeforeEach
    void begin() {
        context.registerBean(SimpleMeterRegistry.class, () -> meters);
        new AnnotatedBeanDefinitionReader(context).register(IsolatedListeners.class, ListenerFailures.class);
        context.refresh();
        said.start();
        ((Logger) LoggerFactory.getLogger(ListenerFailures.class)).addAppender(said);
    }

    @AfterEach
    void end() {
        ((Logger) LoggerFactory.getLogger(ListenerFailures.class)).detachAppender(said);
        context.close();
    }

    @Test
    void aListenerThatFailsTakesNothingFromTheOthersNorFromWhoPublishes() {
        context.addApplicationListener(new Failing(new IllegalStateException("poisoned")));
        context.addApplicationListener(new Hearing());
        context.addApplicationListener(new Woken());
        context.addApplicationListener(new Failing(new StackOverflowError("deep")));
        context.publishEvent("news");

        assertThat(heard).contains("news");
        assertThat(heard).as("healers are woken").anyMatch(NewsLost.class::isInstance);
        assertThat(meters.counter("imece.news.lost").count()).isEqualTo(2);
        assertThat(said.list)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                        .isNotEmpty());
    }

    @Test
    void ofSpringsOwnEventsAFailureIsNotHidden() {
        context.addApplicationListener((ApplicationListener<ContextStartedEvent>) event -> {
            throw new IllegalStateException("not now");
        });
        assertThatThrownBy(context::start).hasMessage("not now");
        assertThat(meters.counter("imece.news.lost").count()).isZero();
    }

    private final class Hearing implements ApplicationListener<PayloadApplicationEvent<String>> {
        @Override
        public void onApplicationEvent(PayloadApplicationEvent<String> event) {
            heard.add(event.getPayload());
        }
    }

    private final class Woken implements ApplicationListener<PayloadApplicationEvent<NewsLost>> {
        @Override
        public void onApplicationEvent(PayloadApplicationEvent<NewsLost> event) {
            heard.add(event.getPayload());
        }
    }

    private static final class Failing implements ApplicationListener<PayloadApplicationEvent<String>> {
        private final Throwable failure;

        Failing(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public void onApplicationEvent(PayloadApplicationEvent<String> event) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }
}
