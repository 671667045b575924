package imece.gateway.job.rows;

import imece.gateway.job.Job;
import imece.gateway.job.JobsCommitted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts and says what a listener was not told because it failed. */
@Component
class ListenerFailures {

    private static final Logger log = LoggerFactory.getLogger(ListenerFailures.class);

    private final Counter counter;

    ListenerFailures(MeterRegistry meters) {
        this.counter = meters.counter("imece.news.lost");
    }

    void met(Object news, Object listener, Throwable failure) {
        counter.increment();
        if (news instanceof JobsCommitted committed) {
            for (Job job : committed.jobs()) {
                JobLog.about(log.atError(), job)
                        .setCause(failure)
                        .log(
                                "{} could not take this job's news. The job stands as committed; ticks heal what was"
                                        + " missed.",
                                listener);
            }
        } else {
            log.error(
                    "{} could not take {}. What was committed stands; ticks heal what was missed.",
                    listener,
                    news,
                    failure);
        }
    }
}
