package imece.local;

import imece.local.farm.OperatorCalls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Keys of programs. */
@Command(
        name = "key",
        description = "Make, list and revoke keys of programs, for a farm that runs on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {KeyCommand.AddKey.class, KeyCommand.ListKeys.class, KeyCommand.RevokeKey.class})
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls run
final class KeyCommand implements Runnable {
    private static final String KEYS = "/api/operator/keys";

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    private OperatorCalls calls() {
        return new OperatorCalls(data.folder());
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Prints the key and nothing else to the standard output, so that a script can take it. */
    @Command(
            name = "add",
            description = "Make a key and print it. It is shown this once.",
            mixinStandardHelpOptions = true)
    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls run
    static final class AddKey implements Runnable {
        @Parameters(paramLabel = "NAME", description = "what it is for, such as sillytavern")
        private String name;

        @Option(names = "--operate", description = "it may look after the farm, too")
        private boolean operate;

        @Option(names = "--read-only", description = "it may read, and draw nothing")
        private boolean readOnly;

        @Option(
                names = "--app",
                description = "it stands for many people and names them (X-OpenWebUI-User-Id, X-Imece-User)")
        private boolean app;

        @Option(names = "--batch", description = "nobody waits for what it asks for")
        private boolean batch;

        @Option(
                names = "--weight",
                paramLabel = "N",
                description = "its share beside others, 0.001 to 100 (default: 1)")
        private @Nullable Double weight;

        @Option(
                names = "--daily-gpu-seconds",
                paramLabel = "N",
                description = "what it may use in a day (default: all)")
        private @Nullable Long gpuSeconds;

        @Option(names = "--daily-pictures", paramLabel = "N", description = "pictures in a day (default: all)")
        private @Nullable Long pictures;

        @Option(names = "--days", paramLabel = "N", description = "when it ends (default: never)")
        private @Nullable Integer days;

        @Option(
                names = "--network",
                paramLabel = "NETWORK",
                description = "from where it may come (repeatable; default: all)")
        private List<String> networks = List.of();

        @Option(
                names = "--origin",
                paramLabel = "ORIGIN",
                description = "pages that may show it (repeatable; default: none)")
        private List<String> origins = List.of();

        @ParentCommand
        private KeyCommand keys;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            JsonNode made = keys.calls().post(KEYS, wanted());
            spec.commandLine()
                    .getErr()
                    .println("imece: The key of %s. It is not shown again; ./imece key revoke %s ends it."
                            .formatted(name, made.path("about").path("id").asString("")));
            spec.commandLine().getErr().flush();
            spec.commandLine().getOut().println(made.path("key").asString(""));
            spec.commandLine().getOut().flush();
        }

        private Map<String, Object> wanted() {
            Map<String, Object> wanted = new LinkedHashMap<>();
            wanted.put("name", name);
            List<String> scopes = new ArrayList<>(readOnly ? List.of("read") : List.of("draw", "read"));
            if (operate) {
                scopes.add("operate");
            }
            wanted.put("scopes", scopes);
            wanted.put("app", app);
            wanted.put("class", batch ? "batch" : "interactive");
            wanted.put("networks", networks);
            wanted.put("origins", origins);
            putIfSaid(wanted, "weight", weight);
            putIfSaid(wanted, "dailyGpuSeconds", gpuSeconds);
            putIfSaid(wanted, "dailyPictures", pictures);
            putIfSaid(wanted, "expiresInDays", days);
            return wanted;
        }

        private static void putIfSaid(Map<String, Object> wanted, String field, @Nullable Number value) {
            if (value != null) {
                wanted.put(field, value);
            }
        }
    }

    @Command(name = "list", description = "Show all keys that count.", mixinStandardHelpOptions = true)
    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls run
    static final class ListKeys implements Runnable {
        private static final String ROW = "%-13s %-20s %-18s %-12s %-17s %s";

        @ParentCommand
        private KeyCommand keys;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            List<String> lines = new ArrayList<>();
            lines.add(ROW.formatted("ID", "NAME", "SCOPES", "ENDS", "LAST USED", "FROM"));
            keys.calls().get(KEYS).path("items").forEach(key -> lines.add(row(key)));
            lines.forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
        }

        private static String row(JsonNode key) {
            return ROW.formatted(
                            key.path("id").asString(""),
                            key.path("name").asString("").replaceAll("\\p{Cntrl}", "?"),
                            String.join(
                                    ",",
                                    key.path("scopes")
                                            .valueStream()
                                            .map(scope -> scope.asString(""))
                                            .toList()),
                            moment(key.path("expiresAt"), 10, "never"),
                            moment(key.path("lastUsedAt"), 16, "never"),
                            key.path("lastUsedFrom").asString("-"))
                    .stripTrailing();
        }

        private static String moment(JsonNode time, int letters, String otherwise) {
            return time.isString() ? time.stringValue().substring(0, letters) : otherwise;
        }
    }

    @Command(name = "revoke", description = "End a key, at every gateway within 5 s.", mixinStandardHelpOptions = true)
    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls run
    static final class RevokeKey implements Runnable {
        @Parameters(paramLabel = "ID", description = "as ./imece key list shows it")
        private String id;

        @ParentCommand
        private KeyCommand keys;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            if (!id.matches("[a-z0-9]{1,40}")) {
                throw new picocli.CommandLine.ParameterException(
                        spec.commandLine(),
                        "expected the ID of a key as ./imece key list shows it, got: %s.".formatted(id));
            }
            keys.calls().delete(KEYS + "/" + id);
        }
    }
}
