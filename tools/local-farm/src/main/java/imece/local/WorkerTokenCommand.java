package imece.local;

import imece.broker.BrokerAddress;
import imece.contract.WorkerAccount;
import imece.local.farm.RunningFarm;
import imece.local.nodes.BrokerAccounts;
import imece.local.nodes.NodePlace;
import imece.local.nodes.RabbitNode;
import imece.local.os.Addresses;
import imece.local.os.CommandProblem;
import imece.local.os.PrivateFiles;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a node with workers in, or shuts it out. */
@Command(
        name = "worker-token",
        description =
                "Make an account for one more node at the farm's broker and print the one line that starts a worker there."
                        + " For a broker that is not the farm's own, print the commands for whoever keeps it.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls run
final class WorkerTokenCommand implements Runnable {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "what the farm calls the node, and its worker")
    private @Nullable String name;

    @Option(
            names = "--renew",
            description = "the account is there already: give it another password, end its connections")
    private boolean renew;

    @Option(names = "--revoke", description = "delete the account and end its connections")
    private boolean revoke;

    @Option(
            names = "--revoke-shared",
            description = "delete the user that workers of the last release share, once none of them is left")
    private boolean revokeShared;

    @Option(
            names = "--broker",
            paramLabel = "URI",
            description = "the broker, if it is somebody else's and no farm runs here")
    private @Nullable String broker;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        OptionChecks checks = new OptionChecks(spec);
        checks.broker("--broker", broker);
        if ((name == null) != revokeShared || (renew && revoke)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "worker-token: expected NAME, with --renew or --revoke or neither, or --revoke-shared alone, got: something else.");
        }
        RunningFarm farm = new RunningFarm(data.folder());
        if (name == null) {
            remove(farm, BrokerAccounts.SHARED);
            return;
        }
        checks.name("NAME", name);
        WorkerAccount account = new WorkerAccount(name);
        Optional<String> foreign = foreign(farm);
        if (foreign.isPresent()) {
            commands(account, foreign.get()).forEachOrdered(this::say);
        } else if (revoke) {
            remove(farm, account.user());
        } else {
            letIn(farm, account);
        }
    }

    /** The address of a broker on which this farm has no say. */
    private Optional<String> foreign(RunningFarm farm) {
        boolean elsewhere = farm.exitStatus() != 3 && farm.privateBroker().isEmpty();
        return Optional.ofNullable(broker).or(() -> elsewhere ? farm.broker() : Optional.empty());
    }

    private void letIn(RunningFarm farm, WorkerAccount account) {
        if (account.node().matches("worker-\\d+")) {
            throw new CommandProblem(
                    "%s is a name of the farm's own workers on this machine. Choose another one, such as attic."
                            .formatted(account.node()));
        }
        RabbitNode node = farm.privateBroker()
                .orElseThrow(() -> new CommandProblem(
                        "No farm runs on %s. Start it with ./imece up, and ask again.".formatted(data.path())));
        if (node.accounts().has(account.user()) && !renew) {
            throw new CommandProblem(
                    "%s has an account already, and nobody can tell its password. --renew gives it another one and ends its connections, --revoke deletes it."
                            .formatted(account.node()));
        }
        String password = node.accounts().renew(account.user(), account.rights());
        node.importUsers();
        node.endConnections(account.user());
        URI address = URI.create(farm.broker().orElseThrow());
        say(start(account, password, address));
        if (Addresses.isLoopback(address.getHost())) {
            say(
                    spec.commandLine().getErr(),
                    "imece: The broker listens on this machine only. A worker on another one needs ./imece up --listen ADDRESS.");
        }
    }

    private void remove(RunningFarm farm, String user) {
        Path home = data.path().resolve("rabbitmq");
        if (!Files.isDirectory(home)) {
            throw new CommandProblem("There is no farm with a broker of its own in %s.".formatted(data.path()));
        }
        Optional<RabbitNode> running = farm.privateBroker();
        RabbitNode node = running.orElseGet(() -> new RabbitNode(NodePlace.quiet(home)));
        boolean known = node.accounts().has(user);
        node.removeUser(user, running.isPresent());
        say(known ? "%s has no account any more.".formatted(user) : "%s has no account.".formatted(user));
    }

    private Stream<String> commands(WorkerAccount account, String uri) {
        String user = account.user();
        String host = Optional.ofNullable(URI.create(uri).getRawPath())
                .filter(path -> path.length() > 1)
                .map(path -> URLDecoder.decode(path.substring(1), StandardCharsets.UTF_8))
                .orElse("/");
        if (revoke) {
            return Stream.of(
                    "# On the machine of the broker at %s:".formatted(BrokerAddress.shown(uri)),
                    "rabbitmqctl delete_user " + user,
                    "rabbitmqctl -q list_connections user pid | awk '$1 == \"%s\" { print $2 }' | xargs -r -I PID rabbitmqctl close_connection PID revoked"
                            .formatted(user));
        }
        String password = PrivateFiles.drawn();
        return Stream.of(
                "# On the machine of the broker at %s:".formatted(BrokerAddress.shown(uri)),
                "echo '%s' | rabbitmqctl %s %s".formatted(password, renew ? "change_password" : "add_user", user),
                "rabbitmqctl set_permissions -p '%s' %s '%s' '%s' '%s'"
                        .formatted(
                                host,
                                user,
                                account.rights().configure(),
                                account.rights().write(),
                                account.rights().read()),
                "# On the worker's machine:",
                start(account, password, URI.create(uri)));
    }

    private static String start(WorkerAccount account, String password, URI broker) {
        String port = broker.getPort() < 0 ? "" : ":" + broker.getPort();
        String path = broker.getRawPath() == null ? "" : broker.getRawPath();
        return "IMECE_BROKER_URI='%s://%s:%s@%s%s%s' ./imece worker --name %s"
                .formatted(broker.getScheme(), account.user(), password, broker.getHost(), port, path, account.node());
    }

    private void say(String line) {
        say(spec.commandLine().getOut(), line);
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
