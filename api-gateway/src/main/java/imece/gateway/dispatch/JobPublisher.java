package imece.gateway.dispatch;

import imece.contract.DispatchSecret;
import imece.contract.RenderJob;
import imece.contract.RenderJob.Neighbours;
import imece.contract.SlotId;
import imece.gateway.GatewaySettings;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.broker.MessagePublisher.PublishResult;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.LossCharge;
import imece.gateway.job.rows.JobLog;
import imece.gateway.picture.UploadUrls;
import imece.gateway.workers.WorkerRegistry;
import imece.picture.PictureReading.PictureSize;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives dispatched jobs to the broker, and tells of each how that went. */
@Component
class JobPublisher {

    private static final Logger log = LoggerFactory.getLogger(JobPublisher.class);
    private static final Duration CONFIRMS_WITHIN = Duration.ofSeconds(2);

    private final WorkerRegistry workers;
    private final UploadUrls uploadUrls;
    private final GatewaySettings settings;
    private final MessagePublisher publisher;
    private final Counter dispatched;

    JobPublisher(
            WorkerRegistry workers,
            UploadUrls uploadUrls,
            GatewaySettings settings,
            MessagePublisher publisher,
            MeterRegistry meters) {
        this.workers = workers;
        this.uploadUrls = uploadUrls;
        this.settings = settings;
        this.publisher = publisher;
        this.dispatched = meters.counter("imece.dispatched");
    }

    /**
     * Publishes them in this order and waits for the confirms together.
     *
     * @param secrets that of each job's dispatch
     * @return those that are certainly in no queue; one whose confirm was not seen is not among them
     */
    List<Job> toBroker(List<Job> jobs, Map<UUID, DispatchSecret> secrets) {
        List<PublishResult> handed = publisher.hand(
                jobs.stream().map(job -> message(job, secrets.get(job.id()))).toList(), CONFIRMS_WITHIN);
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

    /** What a worker is given of a dispatched job. */
    RenderJob message(Job job, @Nullable DispatchSecret secret) {
        UUID init = job.spec().initImageId();
        return new RenderJob(
                job.id(),
                job.counters().epoch(),
                job.lane(),
                job.spec(),
                uploadUrls.urls(
                        job.id(),
                        job.counters().epoch(),
                        new PictureSize(job.spec().width(), job.spec().height())),
                init == null ? List.of() : uploadUrls.ofInitPicture(init),
                Math.toIntExact(settings.maxRun().toSeconds()),
                settings.maxDeliveries(),
                job.counters().attempt() + 1,
                job.traceparent(),
                avoided(job),
                LossCharge.mustRunAlone(job.counters()) ? Neighbours.NONE : Neighbours.ANY,
                job.counters().refusals() > 0 ? true : null,
                secret);
    }

    /** The slot where it has just failed, if there is another one to try. */
    private @Nullable SlotId avoided(Job job) {
        return job.state() instanceof JobState.Dispatched dispatched
                        && dispatched.avoid() != null
                        && workers.servedBesides(job.lane(), dispatched.avoid())
                ? dispatched.avoid()
                : null;
    }
}
