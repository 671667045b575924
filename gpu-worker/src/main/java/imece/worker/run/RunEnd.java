package imece.worker.run;

import imece.contract.Failure;
import imece.contract.Picture;
import imece.contract.ReleaseReason;

/** How a run ended. Whichever it is, the delivery is acknowledged after it; a worker never gives a message back otherwise. */
public sealed interface RunEnd extends DrawingResult {

    /** Nothing was begun, because nobody wants this message any more; nothing is reported. */
    record Untouched(String why) implements RunEnd {}

    /** An order ended the run; nothing is reported. */
    record Dropped(String why) implements RunEnd {}

    /** The picture is stored. */
    record Completed(Picture picture, long renderMillis) implements RunEnd {}

    /** There is no picture. */
    record Failed(Failure failure) implements RunEnd {}

    /** The job goes back unharmed. */
    record Released(ReleaseReason reason) implements RunEnd {}

    /** How a run ends that was told to stop. */
    static RunEnd stopped(Run run) {
        return switch (run.stop().cause().orElse(RunStop.Cause.DRAINING)) {
            case ORDERED -> new Dropped("it was cancelled or no longer counts");
            case DRAINING -> new Released(ReleaseReason.DRAINING);
            case STALLED -> new Failed(new Failure("stalled", "The engine made no progress.", true));
            case TOO_LONG ->
                new Failed(new Failure(
                        "took-too-long",
                        "The picture took longer than " + run.job().maxRunSeconds() + " s.",
                        true));
        };
    }
}
