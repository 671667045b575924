package imece.worker.engine.forge;

import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import imece.worker.engine.EngineNames;
import java.util.List;
import java.util.Map;

/** The web UI's words. */
final class ForgeNames {

    static final EngineNames ALL = new EngineNames(
            Map.of(
                    Sampler.EULER, List.of("Euler"),
                    Sampler.EULER_ANCESTRAL, List.of("Euler a"),
                    Sampler.HEUN, List.of("Heun"),
                    Sampler.DPM2, List.of("DPM2"),
                    Sampler.DPMPP_2M, List.of("DPM++ 2M"),
                    Sampler.DPMPP_2M_SDE, List.of("DPM++ 2M SDE"),
                    Sampler.DPMPP_SDE, List.of("DPM++ SDE"),
                    Sampler.DDIM, List.of("DDIM"),
                    Sampler.UNI_PC, List.of("UniPC"),
                    Sampler.LCM, List.of("LCM")),
            Map.of(
                    // Before it had "Normal", "Uniform" meant the same noise levels.
                    Scheduler.NORMAL, List.of("Normal", "Uniform"),
                    Scheduler.KARRAS, List.of("Karras"),
                    Scheduler.EXPONENTIAL, List.of("Exponential"),
                    Scheduler.SIMPLE, List.of("Simple"),
                    Scheduler.SGM_UNIFORM, List.of("SGM Uniform"),
                    Scheduler.DDIM_UNIFORM, List.of("DDIM")));

    private ForgeNames() {}
}
