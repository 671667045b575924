package imece.local;

import imece.contract.GatewayPorts;
import imece.local.farm.Console;
import imece.local.farm.Farm;
import imece.local.farm.FarmSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A whole farm in the foreground. */
@Command(
        name = "up",
        description = "Start a whole farm in the foreground; Ctrl-C ends it.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls run
final class UpCommand implements Runnable {
    @Option(names = "--port", paramLabel = "PORT", description = "of the first gateway; the others follow it")
    private int port = 8080;

    @Option(names = "--listen", paramLabel = "ADDRESS", description = "where gateways and the broker listen")
    private String listen = "127.0.0.1";

    @Option(names = "--public-url", paramLabel = "URL", description = "under which browsers reach the farm")
    private @Nullable String publicUrl;

    @Option(names = "--gateways", paramLabel = "N", description = "how many gateways")
    private int gateways = 1;

    @Option(names = "--workers", paramLabel = "N", description = "how many workers on this machine")
    private int workers = 2;

    @Option(names = "--demo-step-ms", paramLabel = "MS", description = "how long the demo engine takes for a step")
    private int demoStepMillis = 80;

    @Option(
            names = "--demo-load-ms",
            paramLabel = "MS",
            description = "how long the demo engine takes to load a checkpoint; else as long as six steps")
    private @Nullable Integer demoLoadMillis;

    @Option(names = "--demo-faults", description = "let prompts with [fail], [stall], [oom], [kill] do so")
    private boolean demoFaults;

    @Option(
            names = "--engine",
            paramLabel = "KIND=URL",
            description = "a real engine (repeatable): a worker each, instead of --workers")
    private List<String> engines = List.of();

    @Option(
            names = "--broker",
            paramLabel = "URI",
            defaultValue = "${env:IMECE_BROKER_URI}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "a RabbitMQ that runs already (also IMECE_BROKER_URI); else a private one is started")
    private @Nullable String broker;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        OptionChecks optionChecks = new OptionChecks(spec);
        optionChecks.number("--gateways", gateways, 1, 16);
        optionChecks.number("--port", port, 1, GatewayPorts.HIGHEST + 1 - gateways);
        optionChecks.number("--workers", workers, 0, 64);
        optionChecks.number("--demo-step-ms", demoStepMillis, 0, 60_000);
        if (demoLoadMillis != null) {
            optionChecks.number("--demo-load-ms", demoLoadMillis, 0, 600_000);
        }
        optionChecks.listening("--listen", listen);
        optionChecks.web("--public-url", publicUrl);
        optionChecks.engines(engines);
        optionChecks.broker("--broker", broker);
        FarmSettings settings = new FarmSettings(
                Home.folder(),
                data.path(),
                port,
                listen,
                publicUrl,
                gateways,
                engines.isEmpty() ? workers : engines.size(),
                demoStepMillis,
                demoLoadMillis,
                demoFaults,
                engines,
                broker);
        new Farm(settings, Console.standard()).run();
    }
}
