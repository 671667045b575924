package imece.gateway.turn;

import imece.contract.LaneName;
import imece.contract.Topology;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the checkpoint that a slot has loaded, or will have when it is free; the newest first. A lane is no
 * checkpoint: that of {@code X}, {@code lora:X} and {@code img2img:X} is one, and a job that names none says nothing.
 *
 * @param dispatched the lane of the job that was dispatched for it last and is not in hand yet; null = none
 * @param inHand that of the job which it draws; null = none
 * @param told the checkpoint that its engine says is loaded, as the engine calls it; null = not told
 * @param stock those that it has, in the words of {@link LaneName#ofCheckpoint}
 * @param completed the lane of the run that it completed last; null = none is known
 */
public record LoadedCheckpoint(
        @Nullable LaneName dispatched,
        @Nullable LaneName inHand,
        @Nullable String told,
        Collection<String> stock,
        @Nullable LaneName completed) {

    public LoadedCheckpoint {
        stock = Set.copyOf(stock);
    }

    /** Its name, in the words of {@link LaneName#checkpoint}; null = nothing, or nobody knows. */
    public @Nullable String name() {
        return Stream.of(
                        named(dispatched),
                        named(inHand),
                        told == null ? Stream.<String>empty() : Stream.of(LaneName.ofCheckpoint(told)),
                        stock.size() == 1 ? stock.stream() : Stream.<String>empty(),
                        named(completed))
                .flatMap(names -> names)
                .findFirst()
                .orElse(null);
    }

    private static Stream<String> named(@Nullable LaneName lane) {
        return lane == null || lane.checkpoint().equals(Topology.DEFAULT_LANE)
                ? Stream.empty()
                : Stream.of(lane.checkpoint());
    }
}
