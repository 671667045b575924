package imece.worker.engine.sdcpp;

import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import imece.worker.engine.EngineNames;
import java.util.List;
import java.util.Map;

/** The words of stable-diffusion.cpp. */
final class SdcppNames {

    static final EngineNames ALL = new EngineNames(
            Map.of(
                    Sampler.EULER, List.of("euler"),
                    Sampler.EULER_ANCESTRAL, List.of("euler_a"),
                    Sampler.HEUN, List.of("heun"),
                    Sampler.DPM2, List.of("dpm2"),
                    Sampler.DPMPP_2M, List.of("dpm++2m"),
                    Sampler.DPMPP_2M_SDE, List.of("dpm++2m_sde"),
                    Sampler.DDIM, List.of("ddim_trailing"),
                    Sampler.LCM, List.of("lcm")),
            Map.of(
                    Scheduler.NORMAL, List.of("normal", "discrete"),
                    Scheduler.KARRAS, List.of("karras"),
                    Scheduler.EXPONENTIAL, List.of("exponential"),
                    Scheduler.SIMPLE, List.of("simple"),
                    Scheduler.SGM_UNIFORM, List.of("sgm_uniform")));

    private SdcppNames() {}
}
