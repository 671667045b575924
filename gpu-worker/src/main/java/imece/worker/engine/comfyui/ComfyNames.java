package imece.worker.engine.comfyui;

import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import imece.worker.engine.EngineNames;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** ComfyUI's words: the farm's own, but for one. */
final class ComfyNames {

    static final EngineNames ALL = new EngineNames(
            Arrays.stream(Sampler.values())
                    .collect(Collectors.toMap(
                            Function.identity(),
                            each -> each == Sampler.DPM2 ? List.of("dpm_2") : List.of(each.word()))),
            Arrays.stream(Scheduler.values())
                    .collect(Collectors.toMap(Function.identity(), each -> List.of(each.word()))));

    private ComfyNames() {}
}
