package imece.local.farm;

import imece.local.os.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where things are inside a farm's data folder. */
public record FarmFolder(Path root) {
    Path state() {
        return root.resolve("farm.json");
    }

    Path lock() {
        return root.resolve("farm.lock");
    }

    Path logs() {
        return root.resolve("logs");
    }

    /** The log of one process. */
    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** The folder of a node that was added by {@code ./imece worker} on this machine. */
    public Path ofExtraWorker(String name) {
        return PrivateFiles.folder(root.resolve("nodes").resolve(name));
    }

    /**
     * Closes to everybody else what lies in it: an older version, a copy or a person may have left it open. The folder itself may
     * be one that holds other things too, so it stays as it is.
     */
    void tighten() {
        Stream.of("logs", "nodes", "postgres", "rabbitmq", "pictures", "gateway.key", "operator.token", "farm.json")
                .map(root::resolve)
                .forEach(PrivateFiles::tighten);
    }

    /** The token for operator calls; made by the first gateway at its first start. */
    public Optional<String> operatorToken() {
        return secret("operator.token");
    }

    /** The key that signs cookies and links; made by the first gateway at its first start. */
    public Optional<String> signingKey() {
        return secret("gateway.key");
    }

    private Optional<String> secret(String file) {
        try {
            return Optional.of(Files.readString(root.resolve(file)).strip());
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }
}
