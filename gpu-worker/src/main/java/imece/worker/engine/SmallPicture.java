package imece.worker.engine;

import imece.contract.RenderSpec;
import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import java.util.UUID;

/** A picture that costs next to nothing and that every engine can make: nobody asked for it, it only shows that one can. */
public final class SmallPicture {

    /** Names it wherever an engine keeps files or a queue; no job has this id. */
    public static final UUID ID = new UUID(0, 0);

    /** What to draw. */
    public static final RenderSpec SPEC = new RenderSpec(
            "a red apple on a table", "", null, 256, 256, 4, 7, Sampler.EULER.word(), Scheduler.NORMAL.word(), 1);

    private SmallPicture() {}
}
