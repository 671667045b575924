package imece.gateway.job.rows;

import imece.gateway.job.JobsCommitted;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tells the gateway's own listeners what was committed, each apart from the others: one that fails takes from nobody else what
 * they are to hear, nor from whoever committed it its answer or its acknowledgement. Of a batch of jobs it is told each by
 * itself, so that only those are lost to it of which it fails. Spring's own events go the usual way: a listener that fails at
 * the start ends it.
 */
@Component(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME)
class IsolatedListeners extends SimpleApplicationEventMulticaster {

    private final ObjectProvider<ListenerFailures> lost;

    IsolatedListeners(BeanFactory beans, ObjectProvider<ListenerFailures> lost) {
        super(beans);
        this.lost = lost;
    }

    @Override
    protected void invokeListener(ApplicationListener<?> listener, ApplicationEvent event) {
        if (!(event instanceof PayloadApplicationEvent<?> told)) {
            super.invokeListener(listener, event);
            return;
        }
        try {
            super.invokeListener(listener, event);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
            failed(listener, told, failure);
        }
    }

    private void failed(ApplicationListener<?> listener, PayloadApplicationEvent<?> told, Throwable failure) {
        // Without the database each of them would fail alike, and wait for it.
        if (told.getPayload() instanceof JobsCommitted committed
                && committed.jobs().size() > 1
                && !(failure instanceof DataAccessException)) {
            for (JobsCommitted each : committed.each()) {
                invokeListener(listener, new PayloadApplicationEvent<>(told.getSource(), each));
            }
            return;
        }
        lost.ifAvailable(news -> news.met(told.getPayload(), listener, failure));
        if (!(told.getPayload() instanceof NewsLost)) {
            multicastEvent(new PayloadApplicationEvent<>(told.getSource(), new NewsLost()));
        }
    }
}
