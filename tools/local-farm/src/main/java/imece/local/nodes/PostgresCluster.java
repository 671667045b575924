package imece.local.nodes;

import imece.disk.DurableFiles;
import imece.local.os.CommandProblem;
import imece.local.os.PrivateFiles;
import imece.local.os.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data folder of a PostgreSQL node: made once, then only looked at. */
final class PostgresCluster {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private PostgresCluster() {}

    /** Makes a cluster in a draft folder and renames it, so that a half-made one is never started. */
    static Path make(Path programs, Path data, String password) throws IOException {
        Path draft = data.resolveSibling(data.getFileName() + ".draft");
        PrivateFiles.deleteTree(draft);
        Path secret = data.resolveSibling("password");
        Shell.Outcome outcome = Shell.run(
                PrivateFiles.folder(data.getParent()),
                Map.of("LC_ALL", "C"),
                LIMIT,
                withoutRoot(List.of(
                        programs.resolve("bin/initdb").toString(),
                        "--pgdata=" + draft,
                        "--username=" + PostgresNode.USER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + secret,
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-instructions")));
        if (!outcome.ok()) {
            throw new CommandProblem("PostgreSQL could not make its data folder (initdb ended with %d):\n%s"
                    .formatted(outcome.status(), outcome.tail()));
        }
        Path made = Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        // PostgreSQL makes durable what is in it, but not where it is.
        new DurableFiles().names(made, made.resolveSibling(""));
        return made;
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own root is nobody, and may still read its files. */
    static List<String> withoutRoot(List<String> command) {
        return withoutRoot(System.getProperty("user.name"), command);
    }

    static List<String> withoutRoot(String user, List<String> command) {
        if (!user.equals("root")) {
            return command;
        }
        List<String> words = new ArrayList<>(List.of("unshare", "--user", "--"));
        words.addAll(command);
        return words;
    }

    /** The process that PostgreSQL itself noted as serving the folder. Perhaps long gone, perhaps a stranger by now. */
    static Optional<Long> pidNotedIn(Path data) {
        try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
            return lines.findFirst().map(line -> Long.parseLong(line.strip()));
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }
}
