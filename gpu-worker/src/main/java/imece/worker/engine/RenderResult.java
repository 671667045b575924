package imece.worker.engine;

import imece.contract.Failure;
import imece.contract.UsedValues;
import imece.worker.png.Png;
import org.jspecify.annotations.Nullable;

/** How a call of an engine ended. */
public sealed interface RenderResult {

    /**
     * There is a picture.
     *
     * @param png the picture; text chunks that the engine put in are kept
     * @param checkpoint what it was really made with; null = the engine doesn't say
     * @param used what else was not used as it was asked for
     */
    record Rendered(Png png, @Nullable String checkpoint, UsedValues used) implements RenderResult {

        /** A picture for which all of the job's values were used. */
        public Rendered(Png png, @Nullable String checkpoint) {
            this(png, checkpoint, UsedValues.ALL);
        }
    }

    /** There is none. */
    record Failed(Failure failure) implements RenderResult {}

    /**
     * It was not even begun, since the engine can't be used now; that is not the job's fault.
     *
     * @param why one sentence: what is wrong with the engine
     */
    record Away(String why) implements RenderResult {}

    /** The engine stopped because it was asked to. */
    record Interrupted() implements RenderResult {}
}
