package imece.local.farm;

import imece.contract.GatewayPorts;
import imece.local.farm.FarmState.Condition;
import imece.local.nodes.NodePlace;
import imece.local.nodes.PostgresNode;
import imece.local.nodes.RabbitNode;
import imece.local.os.CommandProblem;
import imece.local.os.FreePorts;
import imece.local.os.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A whole farm in the foreground: brought up, looked after until a stop signal, ended in order. */
public final class Farm {
    private static final Duration WORKERS_HEARD_WITHIN = Duration.ofSeconds(20);

    private final FarmSettings settings;
    private final FarmFolder folder;
    private final Console console;
    private final StopRequest stop =
            new StopRequest("Stopping: workers may finish their picture (a second signal shortens that) …");
    private @Nullable Supervision watching;

    /** A farm; nothing runs yet. */
    public Farm(FarmSettings settings, Console console) {
        this.settings = settings;
        this.folder = settings.folder();
        this.console = console;
    }

    /**
     * Runs the farm until SIGTERM, Ctrl-C or SIGHUP; then no process of it is left. A second signal shortens the wait for
     * workers that finish a picture.
     *
     * @throws CommandProblem if it can't be brought up; then too no process is left
     */
    public void run() {
        FarmLock lock = FarmLock.take(folder);
        try (lock) {
            stop.listen(console);
            Leftovers.end(settings.data(), console::say);
            checkPorts();
            bringUpAndLookAfter();
        }
    }

    private void bringUpAndLookAfter() {
        List<Member> members = new ArrayList<>();
        try (LogRelay relay = new LogRelay(folder, console)) {
            try {
                stop.interruptible(() -> {
                    Roster roster = bringUp(members, relay);
                    OpenFarmNote.of(settings.listen(), System.getenv()).ifPresent(console::say);
                    urls().forEach(url -> console.plain("Imece is ready at " + url));
                    watching = new Supervision(members, roster::note, console);
                });
                stop.await();
            } catch (CommandProblem failed) {
                if (!stop.isRequested()) {
                    throw failed;
                }
            } finally {
                end(members);
            }
        }
        console.say("Stopped.");
    }

    /** Fills the list with each member before that is started, so that whatever happens they can be ended. */
    private Roster bringUp(List<Member> members, LogRelay relay) {
        Steps steps = new Steps(console::say);
        PostgresNode postgres = new PostgresNode(place("postgres", steps));
        RabbitNode rabbit =
                settings.broker() == null ? new RabbitNode(place("rabbitmq", steps), settings.listen()) : null;
        BrokerLogins logins = logins(rabbit);
        List<Member> servers = Stream.of(postgres, rabbit)
                .filter(Objects::nonNull)
                .<Member>map(ServerMember::new)
                .toList();
        begin(servers, members, relay);
        Startup.all(servers, ready -> {});
        Members.prepareDatabase(postgres);
        boolean unused = SharedTopology.declare(logins.gateway());

        List<Member> own = own(postgres, logins);
        begin(own, members, relay);
        Roster roster = new Roster(folder, members, logins.administrator(), urls());
        servers.forEach(server -> roster.note(server, Condition.UP));
        steps.run("Starting %d gateway(s) and %d worker(s)".formatted(settings.gateways(), settings.workers()), () -> {
            Startup.all(own, ready -> roster.note(ready, Condition.UP));
            return roster;
        });
        awaitHeardWorkers();
        return roster;
    }

    /** An engine may take its time, and its worker will be heard then: the farm is there for everything else. */
    private void awaitHeardWorkers() {
        List<String> workers = IntStream.rangeClosed(1, settings.workers())
                .mapToObj(Members::workerName)
                .toList();
        Set<String> missing;
        try {
            missing = new HeardWorkers(
                            settings.gatewayUris(), folder.operatorToken().orElse(""))
                    .awaitAll(workers, WORKERS_HEARD_WITHIN);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CommandProblem("The start was interrupted.", stop);
        }
        if (!missing.isEmpty()) {
            console.say("Not heard yet: %s. What only they offer is refused until they are."
                    .formatted(String.join(", ", missing)));
        }
    }

    private void begin(List<Member> some, List<Member> members, LogRelay relay) {
        some.forEach(member -> new LogFile(folder.log(member.name())).rotate());
        some.forEach(relay::follow);
        members.addAll(some);
    }

    private void end(List<Member> members) {
        Supervision supervision = watching;
        if (supervision != null) {
            supervision.close();
        }
        new Shutdown(stop.hurry()).end(members);
        try {
            Files.deleteIfExists(folder.state());
        } catch (IOException e) {
            console.say("Could not remove %s: %s".formatted(folder.state(), e.getMessage()));
        }
    }

    private List<Member> own(PostgresNode postgres, BrokerLogins logins) {
        Extras extras = new Extras(
                List.of(),
                List.of(),
                Map.of("IMECE_BROKER_LASTRELEASEWORKERS", Boolean.toString(logins.lastReleaseWorkers())));
        Stream<Member> gateways = IntStream.rangeClosed(1, settings.gateways())
                .mapToObj(number -> Members.gateway(
                        settings,
                        number,
                        logins.gateway(),
                        postgres.jdbcUrl(Members.DATABASE),
                        postgres.gatewayPassword(),
                        extras));
        Stream<Member> workers = IntStream.rangeClosed(1, settings.workers())
                .mapToObj(number -> Members.worker(settings, number, logins.worker(Members.workerName(number))));
        return Stream.concat(gateways, workers).toList();
    }

    /** Before the private node starts: it learns its users then. */
    private BrokerLogins logins(@Nullable RabbitNode rabbit) {
        List<String> workers = IntStream.rangeClosed(1, settings.workers())
                .mapToObj(Members::workerName)
                .toList();
        return rabbit == null
                ? BrokerLogins.of(Objects.requireNonNull(settings.broker()))
                : BrokerLogins.at(rabbit, workers);
    }

    private List<String> urls() {
        return settings.gatewayPorts().stream()
                .map(port -> "http://localhost:" + port)
                .toList();
    }

    private NodePlace place(String name, Steps steps) {
        Path home = settings.data().resolve(name);
        return new NodePlace(home, folder.log(name), steps);
    }

    private void checkPorts() {
        for (int i = 0; i < settings.gateways(); i++) {
            int port = settings.gatewayPorts().get(i);
            if (!FreePorts.isFree(settings.listen(), port)) {
                throw new CommandProblem(
                        "Port %d on %s is in use by another program, so gateway-%d cannot listen there. End that program, or choose another port: ./imece up --port %d"
                                .formatted(port, settings.listen(), i + 1, FreePorts.any()));
            }
            int management = GatewayPorts.management(port);
            if (!FreePorts.isFree("127.0.0.1", management)) {
                throw new CommandProblem(
                        "Port %d on 127.0.0.1 is in use by another program, so gateway-%d cannot tell there how it is (its port and %,d more). End that program, or choose another port: ./imece up --port %d"
                                .formatted(management, i + 1, GatewayPorts.MANAGEMENT_ABOVE, FreePorts.any()));
            }
        }
    }
}
