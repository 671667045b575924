package imece.gateway.ingest;

import imece.contract.RunKey;
import imece.contract.StatusEvent;
import imece.fault.Guard;
import imece.gateway.job.Job;

/** A farm without its first fence, for a drill that wants to see it missed: every event passes for one of the row's epoch. */
final class UnfencedEvents {

    private UnfencedEvents() {}

    /** The event as it came, unless a drill took the fence away. */
    static StatusEvent.OfRun ifOff(Job job, StatusEvent.OfRun event) {
        if (!Guard.FENCE.off()) {
            return event;
        }
        RunKey said = event.run();
        RunKey run = new RunKey(said.jobId(), job.counters().epoch(), said.delivery(), said.runId());
        return switch (event) {
            case StatusEvent.Started e -> new StatusEvent.Started(run, e.seq(), e.slot(), e.at());
            case StatusEvent.Completed e ->
                new StatusEvent.Completed(run, e.seq(), e.slot(), e.at(), e.picture(), e.renderMillis());
            case StatusEvent.Failed e -> new StatusEvent.Failed(run, e.seq(), e.slot(), e.at(), e.failure());
            case StatusEvent.Released e -> new StatusEvent.Released(run, e.seq(), e.slot(), e.at(), e.reason());
        };
    }
}
