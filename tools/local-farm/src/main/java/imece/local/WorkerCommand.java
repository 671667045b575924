package imece.local;

import imece.local.farm.Members;
import imece.local.os.CommandProblem;
import imece.local.os.StopSignals;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One more worker for a farm that runs, here or on another machine. */
@Command(
        name = "worker",
        description = "Add one more node to a running farm, here or from another machine; Ctrl-C ends it.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class WorkerCommand implements Callable<Integer> {
    @Option(
            names = "--broker",
            paramLabel = "URI",
            required = true,
            defaultValue = "${env:IMECE_BROKER_URI}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "the farm's RabbitMQ, as ./imece status shows it (also IMECE_BROKER_URI)")
    private String broker;

    @Option(names = "--name", paramLabel = "NAME", description = "what the farm calls it (default: drawn)")
    private @Nullable String name;

    @Option(
            names = "--engine",
            paramLabel = "KIND=URL",
            description = "a real engine (repeatable); else the demo engine")
    private List<String> engines = List.of();

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        OptionChecks optionChecks = new OptionChecks(spec);
        String node = name == null ? "node-" + Integer.toHexString(new SecureRandom().nextInt(0x1000, 0x10000)) : name;
        optionChecks.name("--name", node);
        optionChecks.broker("--broker", broker);
        optionChecks.engines(engines);

        AtomicBoolean told = new AtomicBoolean();
        Process worker = start(node);
        StopSignals.onEach(() -> {
            told.set(true);
            worker.destroy();
        });
        int status = worker.waitFor();
        return told.get() ? 0 : status;
    }

    private Process start(String node) {
        ProcessBuilder builder = new ProcessBuilder(Members.workerCommand(
                        Home.folder(), data.folder().ofExtraWorker(node), node, "demo-" + node, engines))
                .inheritIO();
        builder.environment().putAll(Members.workerEnvironment(broker, engines));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandProblem("The worker could not be started: " + e.getMessage(), e);
        }
    }
}
