package imece.local.nodes;

import imece.local.os.CacheFolder;
import imece.local.os.CommandProblem;
import imece.local.os.Steps;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** RabbitMQ and its Erlang from the packages of Debian or Ubuntu. */
final class RabbitPackages {
    private static final List<String> ERLANG = List.of(
            "base",
            "asn1",
            "crypto",
            "public-key",
            "mnesia",
            "runtime-tools",
            "ssl",
            "eldap",
            "inets",
            "os-mon",
            "parsetools",
            "syntax-tools",
            "tools",
            "xmerl",
            "ftp",
            "tftp");

    private RabbitPackages() {}

    /** The folder into which everything is unpacked, as a little root file system. */
    static Path unpacked(CacheFolder cache, Steps steps) {
        if (!Files.isDirectory(folder(cache)) && !DebianPackages.canBeFetched()) {
            throw new CommandProblem(RabbitSource.NOTHING_HERE + RabbitSource.OTHER_WAYS);
        }
        String name = name();
        return cache.filled(name, draft -> {
            DebianPackages.unpack(
                    "RabbitMQ and Erlang, about 32 MB", packages(), draft, steps, RabbitSource.OTHER_WAYS);
            setPluginsAside(draft);
            relocate(draft, cache.root().resolve(name));
        });
    }

    /** Where it lies, or will lie. */
    static Path folder(CacheFolder cache) {
        return cache.root().resolve(name());
    }

    private static String name() {
        return "rabbitmq-lean-" + DebianPackages.system();
    }

    private static List<String> packages() {
        return Stream.concat(Stream.of("rabbitmq-server"), ERLANG.stream().map(part -> "erlang-" + part))
                .toList();
    }

    /**
     * At each start RabbitMQ reads the modules of every plugin that lies there, enabled or not; without those a start takes
     * half the time. (They lie beside, for who wants one back.)
     */
    private static void setPluginsAside(Path draft) throws IOException {
        try (Stream<Path> folders = Files.find(
                draft.resolve("usr/lib/rabbitmq/lib"), 2, (path, is) -> path.endsWith("plugins") && is.isDirectory())) {
            for (Path plugins : folders.toList()) {
                Path aside = Files.createDirectories(plugins.resolveSibling("plugins-aside"));
                try (DirectoryStream<Path> all = Files.newDirectoryStream(plugins, "rabbitmq_*")) {
                    for (Path plugin : all) {
                        if (!plugin.getFileName().toString().startsWith("rabbitmq_prelaunch")) {
                            Files.move(plugin, aside.resolve(plugin.getFileName()));
                        }
                    }
                }
            }
        }
    }

    /** Debian's Erlang knows only /usr/lib/erlang and ignores its environment: its start scripts are told the new home. */
    private static void relocate(Path draft, Path finalRoot) throws IOException {
        Path programs = draft.resolve("usr/lib/erlang");
        try (Stream<Path> files = Files.walk(programs, 3)) {
            List<Path> scripts = files.filter(file -> file.endsWith("bin/erl") || file.endsWith("bin/start"))
                    .filter(Files::isRegularFile)
                    .toList();
            for (Path script : scripts) {
                String text = Files.readString(script);
                Files.writeString(
                        script,
                        text.replace(
                                "ROOTDIR=/usr/lib/erlang", "ROOTDIR='" + finalRoot.resolve("usr/lib/erlang") + "'"));
            }
        }
    }
}
