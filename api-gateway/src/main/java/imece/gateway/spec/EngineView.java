package imece.gateway.spec;

import java.util.List;

/**
 * A kind of engine that works in the farm now.
 *
 * @param engine its word
 * @param label what it is, honestly, for people
 * @param slots how many live slots run it
 * @param features what its runs offer on the way
 */
public record EngineView(String engine, String label, int slots, List<String> features) {

    public EngineView {
        features = List.copyOf(features);
    }

    static EngineView of(String engine, int slots) {
        return switch (engine) {
            case "demo" ->
                new EngineView(
                        engine,
                        "demo engine - draws patterns, no AI",
                        slots,
                        List.of("progress", "previews", "cancel"));
            default -> new EngineView(engine, engine, slots, List.of());
        };
    }
}
