package imece.worker.run;

import imece.worker.png.Png;
import imece.worker.run.Run.RunEnd;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a run's first stage ended: with a picture that is still to be put away, or with the run's end, of which all is told. */
public sealed interface DrawingResult permits DrawingResult.DrawnPicture, RunEnd {

    /**
     * A picture that is drawn and nowhere yet: what a run's first stage hands on to its second one. The GPU is free again.
     *
     * @param report what the run has told so far, and goes on to tell
     * @param checkpoint what drew it, as far as its engine tells
     * @param spent from the GPU's lock until it was drawn
     * @param patience how long storing it may take
     */
    public record DrawnPicture(
            Run run, RunReport report, Png png, @Nullable String checkpoint, Duration spent, Duration patience)
            implements DrawingResult {}
}
