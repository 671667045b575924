package imece.gateway.spec;

import java.util.List;

/** The farm's own names of samplers and schedulers; each engine's adapter translates them into its engine's words. */
public final class Vocabulary {

    /** How noise is taken away; the first is the default. */
    public static final List<String> SAMPLERS = List.of(
            "euler",
            "euler_ancestral",
            "heun",
            "dpm2",
            "dpmpp_2m",
            "dpmpp_2m_sde",
            "dpmpp_sde",
            "ddim",
            "uni_pc",
            "lcm");

    /** How the noise levels are spaced; the first is the default. */
    public static final List<String> SCHEDULERS =
            List.of("normal", "karras", "exponential", "simple", "sgm_uniform", "ddim_uniform");

    private Vocabulary() {}
}
