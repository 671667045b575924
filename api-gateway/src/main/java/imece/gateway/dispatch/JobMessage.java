package imece.gateway.dispatch;

import imece.contract.RenderJob;
import imece.contract.RenderJob.Neighbours;
import imece.contract.SlotId;
import imece.gateway.GatewaySettings;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.LossCharge;
import imece.gateway.picture.upload.UploadUrls;
import imece.gateway.workers.WorkerRegistry;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a worker is given of a dispatched job. */
@Component
class JobMessage {

    private final WorkerRegistry workers;
    private final UploadUrls uploadUrls;
    private final GatewaySettings settings;

    JobMessage(WorkerRegistry workers, UploadUrls uploadUrls, GatewaySettings settings) {
        this.workers = workers;
        this.uploadUrls = uploadUrls;
        this.settings = settings;
    }

    RenderJob of(Job job) {
        UUID init = job.spec().initImageId();
        return new RenderJob(
                job.id(),
                job.counters().epoch(),
                job.lane(),
                job.spec(),
                uploadUrls.urls(job.id(), job.counters().epoch()),
                init == null ? List.of() : uploadUrls.ofInitPicture(init),
                Math.toIntExact(settings.maxRun().toSeconds()),
                settings.maxDeliveries(),
                job.counters().attempt() + 1,
                job.traceparent(),
                avoided(job),
                LossCharge.mustRunAlone(job.counters()) ? Neighbours.NONE : Neighbours.ANY);
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
