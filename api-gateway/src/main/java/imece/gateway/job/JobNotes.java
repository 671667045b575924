package imece.gateway.job;

import imece.contract.Failure;
import imece.contract.StatusEvent.ReleaseReason;

/** The sentences that tell a job's story on its card. */
final class JobNotes {

    private JobNotes() {}

    static String vanished(String worker, boolean gone) {
        return gone ? worker + " vanished" : worker + " lost its connection";
    }

    static String of(ReleaseReason reason) {
        return switch (reason) {
            case GPU_BUSY -> "the GPU was busy";
            case DRAINING -> "the worker is being stopped";
            case ENGINE_AWAY -> "its engine does not answer";
            case QUARANTINED -> "the engine is being repaired";
            case UPLOAD_EXPIRED -> "the upload address had expired";
            case STORE_UNAVAILABLE -> "the picture store was not to be had";
            case TOO_MANY_DELIVERIES -> "it was handed out too often";
            case AVOIDED -> "it has just failed there";
            case REFUSED -> "its engine could not make it, another one is tried";
            case UNKNOWN -> "the worker gave no reason";
        };
    }

    static String givenBack(String worker, ReleaseReason reason) {
        return worker + " gave it back: " + of(reason);
    }

    static String willTryAgain(String worker, Failure failure) {
        return "failed on " + worker + " (" + failure.code() + "), waiting for another try";
    }

    static String onProbation(String story) {
        return story + ", waiting a moment in case it comes back";
    }

    static String cameBack(String worker) {
        return worker + " is back, waiting for a free GPU";
    }

    static Failure lostTooOften(int times) {
        return new Failure(
                "worker-lost",
                "The worker vanished " + times
                        + " times while it made this picture. The job itself may be the cause, so it"
                        + " is not tried again.",
                true);
    }
}
