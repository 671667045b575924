package imece.local.nodes;

import imece.local.os.Steps;
import java.nio.file.Path;

/** Where a node keeps what is its own: its folder (data, secrets, port), its log file, and who hears of slow steps. */
public record NodePlace(Path home, Path log, Steps steps) {
    /** Everything under one folder, nothing said: what a test wants. */
    public static NodePlace quiet(Path home) {
        Path absolute = home.toAbsolutePath();
        return new NodePlace(absolute, absolute.resolve("server.log"), Steps.silent());
    }
}
