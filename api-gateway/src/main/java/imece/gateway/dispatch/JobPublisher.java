package imece.gateway.dispatch;

import imece.gateway.broker.MessagePublisher;
import imece.gateway.broker.MessagePublisher.PublishResult;
import imece.gateway.job.Job;
import imece.gateway.job.view.JobLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives dispatched jobs to the broker, and tells of each how that went. */
@Component
class JobPublisher {

    private static final Logger log = LoggerFactory.getLogger(JobPublisher.class);
    private static final Duration CONFIRMS_WITHIN = Duration.ofSeconds(2);

    private final JobMessage message;
    private final MessagePublisher publisher;
    private final Counter dispatched;

    JobPublisher(JobMessage message, MessagePublisher publisher, MeterRegistry meters) {
        this.message = message;
        this.publisher = publisher;
        this.dispatched = meters.counter("imece.dispatched");
    }

    /**
     * Publishes them in this order and waits for the confirms together.
     *
     * @return those that are certainly in no queue; one whose confirm was not seen is not among them
     */
    List<Job> toBroker(List<Job> jobs) {
        List<PublishResult> handed =
                publisher.hand(jobs.stream().map(message::of).toList(), CONFIRMS_WITHIN);
        List<Job> refused = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            Job job = jobs.get(i);
            switch (handed.get(i)) {
                case CONFIRMED -> {
                    dispatched.increment();
                    JobLog.about(log.atInfo(), job)
                            .log(
                                    "dispatched, lane={} epoch={}",
                                    job.lane(),
                                    job.counters().epoch());
                }
                case REFUSED -> refused.add(job);
                case UNKNOWN ->
                    JobLog.about(log.atWarn(), job)
                            .log(
                                    "was published without seeing its confirm. It is not published again under epoch"
                                            + " {}; if it got lost, the reconciler takes it back.",
                                    job.counters().epoch());
            }
        }
        return refused;
    }
}
