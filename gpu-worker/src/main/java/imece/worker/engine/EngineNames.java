package imece.worker.engine;

import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one kind of engine calls the farm's samplers and schedulers; several names where its versions differ, the best first.
 * What is not in here the engine does not have.
 */
public record EngineNames(Map<Sampler, List<String>> samplers, Map<Scheduler, List<String>> schedulers) {

    public EngineNames {
        samplers = Map.copyOf(samplers);
        schedulers = Map.copyOf(schedulers);
    }

    /** The engine's name of this sampler, as the engine itself spells it; empty if it does not offer it. */
    public Optional<String> sampler(String word, Collection<String> offered) {
        return Sampler.of(word).flatMap(each -> first(samplers.getOrDefault(each, List.of()), offered));
    }

    /** The engine's name of this scheduler, as the engine itself spells it; empty if it does not offer it. */
    public Optional<String> scheduler(String word, Collection<String> offered) {
        return Scheduler.of(word).flatMap(each -> first(schedulers.getOrDefault(each, List.of()), offered));
    }

    /** The farm's words of the samplers among these. */
    public List<String> samplersOf(Collection<String> offered) {
        return Sampler.words().stream()
                .filter(word -> sampler(word, offered).isPresent())
                .toList();
    }

    /** The farm's words of the schedulers among these. */
    public List<String> schedulersOf(Collection<String> offered) {
        return Scheduler.words().stream()
                .filter(word -> scheduler(word, offered).isPresent())
                .toList();
    }

    private static Optional<String> first(List<String> names, Collection<String> offered) {
        return names.stream()
                .flatMap(name -> offered.stream().filter(name::equalsIgnoreCase))
                .findFirst();
    }
}
