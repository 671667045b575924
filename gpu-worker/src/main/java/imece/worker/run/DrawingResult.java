package imece.worker.run;

/** How a run's first stage ended: with a picture that is still to be put away, or with the run's end, of which all is told. */
public sealed interface DrawingResult permits DrawnPicture, RunEnd {}
