package imece.local;

import imece.local.farm.FarmFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which farm a command is about. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "what the farm keeps (default: .imece beside this script)")
    private @Nullable Path data;

    /** Absolute. A given folder counts from where the command was called. */
    Path path() {
        return data == null
                ? Home.folder().resolve(".imece")
                : data.toAbsolutePath().normalize();
    }

    FarmFolder folder() {
        return new FarmFolder(path());
    }
}
