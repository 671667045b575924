package imece.local;

import imece.contract.AdminLink;
import imece.local.farm.FarmFolder;
import imece.local.farm.RunningFarm;
import imece.local.os.CommandProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The first administrator. Whoever may read the farm's key file may be one. */
@Command(
        name = "admin",
        description =
                "Print a link, on the farm's machine, that makes whoever opens it an administrator. It counts once,"
                        + " within an hour.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls run
final class AdminCommand implements Runnable {
    private static final Duration LASTS = Duration.ofHours(1);

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "where browsers find the farm (default: as ./imece up said)")
    private @Nullable String url;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        FarmFolder folder = data.folder();
        String key = folder.signingKey()
                .orElseThrow(() -> new CommandProblem("There is no gateway.key in " + folder.root()
                        + ": no gateway of that farm has ever started, or it is not yours to read."));
        AdminLink link = new AdminLink(UUID.randomUUID(), Instant.now().plus(LASTS));
        spec.commandLine()
                .getErr()
                .println(
                        "imece: Whoever opens this within an hour becomes an administrator of the farm. It counts once.");
        spec.commandLine().getErr().flush();
        spec.commandLine().getOut().println(farm(folder) + "/join#" + link.token(key));
        spec.commandLine().getOut().flush();
    }

    private String farm(FarmFolder folder) {
        String said = url;
        return said != null
                ? said.replaceFirst("/+$", "")
                : new RunningFarm(folder)
                        .urls().stream()
                                .findFirst()
                                .orElseThrow(() -> new CommandProblem("No farm runs on " + folder.root()
                                        + ". Start it with ./imece up, or say where browsers find it: --url"));
    }
}
