package imece.gateway.submit.spec;

import imece.contract.Sampler;
import imece.contract.Scheduler;
import java.util.List;

/** The farm's own names of samplers and schedulers; each engine's adapter translates them into its engine's words. */
public final class SamplerNames {

    /** How noise is taken away; the first is the default. */
    public static final List<String> SAMPLERS = Sampler.words();

    /** How the noise levels are spaced; the first is the default. */
    public static final List<String> SCHEDULERS = Scheduler.words();

    private SamplerNames() {}
}
