package imece.gateway.job.rows;

import imece.fault.FaultPoint;
import imece.gateway.job.CancelOrdered;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.JobsCommitted;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tells what was committed: people by the log, and this gateway's listeners. To be called after the commit, never inside the
 * transaction. A listener that fails is never the caller's trouble: the change stands.
 */
@Component
public class CommitAnnouncer {

    private static final Logger log = LoggerFactory.getLogger(CommitAnnouncer.class);

    private final ApplicationEventPublisher listeners;

    CommitAnnouncer(ApplicationEventPublisher listeners) {
        this.listeners = listeners;
    }

    /** What a request has led to. */
    public void committed(Object event) {
        FaultPoint.SUBMIT_COMMITTED.reached();
        listeners.publishEvent(event);
    }

    /** Jobs that a request has put into the line. */
    public void joined(JobsCommitted joined) {
        joined.jobs().forEach(job -> JobLog.about(log.atInfo(), job).log("joins the line"));
        committed(joined);
    }

    /**
     * Jobs that were ended on request: first whoever works on them is told, then everybody.
     *
     * @param by who wanted it, for people
     */
    public void cancelled(List<Job> cancelled, String by) {
        cancelled.forEach(job -> JobLog.about(log.atInfo(), job).log("is cancelled by {}", by));
        for (Job job : cancelled) {
            long before = job.counters().epoch() - 1;
            // Epoch 0 was never dispatched, so no worker can have it.
            if (before > 0) {
                committed(new CancelOrdered(job.id(), before));
            }
        }
        committed(new JobsCommitted(cancelled, null));
    }

    /**
     * What was decided about jobs.
     *
     * @param told the changed ones, and those about which the others may not have heard yet
     */
    public void changed(List<Job.JobChange> changes, List<Job> told) {
        changes.forEach(change -> say(change.before(), change.after()));
        if (!told.isEmpty()) {
            listeners.publishEvent(new JobsCommitted(told, null));
        }
    }

    /**
     * What a dispatch pass has come to.
     *
     * @param places of these jobs in the line
     */
    public void dispatched(List<Job> jobs, Map<UUID, Integer> places) {
        if (!jobs.isEmpty()) {
            listeners.publishEvent(new JobsCommitted(jobs, null, places));
        }
    }

    /** One log line per transition, for whoever asks the next day what became of a job. */
    private static void say(Job before, Job after) {
        CurrentRun run = after.run() == null ? before.run() : after.run();
        String why = switch (after.state()) {
            case JobState.Errored errored -> errored.failure().code();
            case JobState.Queued queued -> after.note() == null ? "" : after.note();
            case JobState.Processing processing -> after.note() == null ? "" : after.note();
            case JobState.Dispatched dispatched -> "";
            case JobState.Complete complete -> "";
            case JobState.Cancelled cancelled -> "";
        };
        LoggingEventBuilder line =
                run == null ? JobLog.about(log.atInfo(), after) : JobLog.about(log.atInfo(), after, run);
        String ending = why.isEmpty() ? "" : " (" + why + ")";
        line.log("{} -> {}{}", before.status().word(), after.status().word(), ending);
    }

    /**
     * Tells the gateway's own listeners what was committed, each apart from the others: one that fails takes from nobody else what
     * they are to hear, nor from whoever committed it its answer or its acknowledgement. Of a batch of jobs it is told each by
     * itself, so that only those are lost to it of which it fails. Spring's own events go the usual way: a listener that fails at
     * the start ends it.
     */
    @Component(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME)
    static class IsolatedListeners extends SimpleApplicationEventMulticaster {

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
}
