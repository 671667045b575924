package imece.local;

import imece.broker.BrokerAddress;
import imece.contract.WorkerAccount;
import imece.local.farm.Members;
import imece.local.os.CommandProblem;
import imece.local.os.StopSignals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** One more worker for a farm that runs, here or on another machine. */
@Command(
        name = "worker",
        description =
                "Add one more node to a running farm, here or from another machine; Ctrl-C ends it. Takes the worker's"
                        + " settings too, such as '--imece.worker.slots[0].engine=comfyui' (docs/engines.md).",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class WorkerCommand implements Callable<Integer> {
    @Option(
            names = "--broker-file",
            paramLabel = "FILE",
            defaultValue = "${env:IMECE_BROKER_URI_FILE}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "a file with the address of the farm's RabbitMQ in it, as ./imece worker-token NAME"
                    + " prints it (also IMECE_BROKER_URI_FILE)")
    private @Nullable Path brokerFile;

    @Option(
            names = "--broker",
            paramLabel = "URI",
            defaultValue = "${env:IMECE_BROKER_URI}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "the address itself (also IMECE_BROKER_URI, which other users of this machine do not see)")
    private @Nullable String broker;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "what the farm calls it (default: that of its broker user, or drawn)")
    private @Nullable String name;

    @Option(
            names = "--engine",
            paramLabel = "KIND=URL",
            description = "a real engine (repeatable); else the demo engine")
    private List<String> engines = List.of();

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        OptionChecks optionChecks = new OptionChecks(spec);
        if (name != null) {
            optionChecks.workerName("--name", name);
        }
        optionChecks.engines(engines);
        optionChecks.workerSettings(settings, !engines.isEmpty());
        String uri = broker(optionChecks);
        String node = name == null ? nodeOf(uri) : name;

        AtomicBoolean told = new AtomicBoolean();
        Process worker = start(node, uri);
        StopSignals.onEach(() -> {
            told.set(true);
            worker.destroy();
        });
        int status = worker.waitFor();
        return told.get() ? 0 : status;
    }

    /** What was said on the command line counts before what the environment says, and a file before an address. */
    private String broker(OptionChecks optionChecks) {
        boolean spoken = spec.commandLine().getParseResult().hasMatchedOption("--broker");
        Path file = brokerFile;
        if (file != null && !(spoken && !spec.commandLine().getParseResult().hasMatchedOption("--broker-file"))) {
            String read = read(file);
            optionChecks.broker("--broker-file", read);
            return read;
        }
        String uri = broker;
        if (uri == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "worker: expected --broker-file FILE, IMECE_BROKER_URI in the environment, or --broker URI, got: none.");
        }
        optionChecks.broker("--broker", uri);
        if (spoken) {
            spec.commandLine()
                    .getErr()
                    .println("imece: Other users of this machine see the command line, and the broker's password in it."
                            + " --broker-file or IMECE_BROKER_URI keeps it from them.");
        }
        return uri;
    }

    private String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--broker-file: expected a file with the broker's address, got: %s (%s)."
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }

    private static String nodeOf(String uri) {
        return BrokerAddress.read(uri)
                .flatMap(address -> WorkerAccount.ofUser(address.user()))
                .map(WorkerAccount::node)
                .orElseGet(() -> "node-" + Integer.toHexString(new SecureRandom().nextInt(0x1000, 0x10000)));
    }

    private static String name(String word) {
        return word.split("=", 2)[0];
    }

    private Process start(String node, String uri) {
        List<String> command = new ArrayList<>(
                Members.workerCommand(Home.folder(), data.folder().ofExtraWorker(node), node, "demo-" + node, engines));
        // What was typed counts; a word of the command line would win over the environment.
        command.removeIf(
                word -> settings.stream().anyMatch(setting -> name(setting).equals(name(word))));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(Members.workerEnvironment(uri, engines));
        builder.environment().putAll(Members.asEnvironment(settings));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandProblem("The worker could not be started: " + e.getMessage(), e);
        }
    }
}
