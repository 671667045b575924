package imece.local.drill.farm;

import imece.fault.FaultPoint;
import imece.local.drill.DrillSettings;
import imece.local.farm.BrokerLogins;
import imece.local.farm.Console;
import imece.local.farm.Extras;
import imece.local.farm.FarmFolder;
import imece.local.farm.FarmSettings;
import imece.local.farm.FarmState;
import imece.local.farm.Member;
import imece.local.farm.Members;
import imece.local.farm.ServerMember;
import imece.local.farm.Shutdown;
import imece.local.farm.Startup;
import imece.local.farm.Supervision;
import imece.local.net.Cable;
import imece.local.nodes.NodePlace;
import imece.local.nodes.PostgresNode;
import imece.local.nodes.RabbitNode;
import imece.local.os.CommandProblem;
import imece.local.os.FreePorts;
import imece.local.os.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two gateways and some workers as real processes, each behind cables of its own, looked after as {@code ./imece up} does. */
public final class DrillFarm {
    /** What its workers have loaded or can load: the first one all of it, each other one less. */
    public static final List<String> CHECKPOINTS = List.of("granite", "marble", "slate");

    private static final int GATEWAYS = 2;

    /** As long as two or three steps: what waits for a load is to be seen, and is not to take long. */
    private static final int LOAD_MILLIS = 100;

    private final DrillSettings settings;
    private final FarmFolder folder;
    private final Console console;
    private final PostgresNode postgres;
    private final RabbitNode rabbit;
    private final BrokerLogins logins;
    private final Points points;
    private final SmallDisk disk;
    private final List<Part> gateways = new ArrayList<>();
    private final List<Part> workers = new ArrayList<>();
    private @Nullable Supervision watching;

    /** Its servers and disk are made; nothing runs yet. */
    public DrillFarm(DrillSettings settings, Console console) {
        this.settings = settings;
        this.folder = new FarmFolder(settings.folder());
        this.console = console;
        this.postgres = new PostgresNode(place("postgres"));
        this.rabbit = new RabbitNode(place("rabbitmq"));
        this.logins = BrokerLogins.at(
                rabbit,
                IntStream.rangeClosed(1, settings.workers())
                        .mapToObj(DrillFarm::workerName)
                        .toList());
        this.points = new Points(settings.folder().resolve("points"));
        this.disk = SmallDisk.at(settings.folder().resolve("pictures"));
    }

    /** Brings everything up; returns when all are ready. An interrupt ends it early, and nothing is started after that. */
    public void start() {
        Startup.all(List.of(new ServerMember(rabbit), new ServerMember(postgres)), ready -> {});
        Members.prepareDatabase(postgres);
        makeParts();
        List<Member> members = parts().map(Part::member).toList();
        Startup.all(members, ready -> {});
        watching = new Supervision(members, this::tell, console);
    }

    private void tell(Member member, FarmState.Condition condition) {
        parts().filter(part -> part.member().equals(member))
                .forEach(part -> part.up().set(condition == FarmState.Condition.UP));
    }

    /** Gateway 1 and 2. */
    public List<Part> gateways() {
        return gateways;
    }

    /** Worker 1 and on. */
    public List<Part> workers() {
        return workers;
    }

    /** All of them. */
    public Stream<Part> parts() {
        return Stream.concat(gateways.stream(), workers.stream());
    }

    /** The one of this name. */
    public Part part(String name) {
        return parts().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
    }

    /** The database server. */
    public PostgresNode postgres() {
        return postgres;
    }

    /** The broker. */
    public RabbitNode rabbit() {
        return rabbit;
    }

    /** Points of the code that can be armed. */
    public Points points() {
        return points;
    }

    /** Where the pictures lie. */
    public SmallDisk disk() {
        return disk;
    }

    /** What a part has said. */
    public Path log(Part part) {
        return folder.log(part.name());
    }

    /** A gateway as people reach it. */
    public String url(Part gateway) {
        return "http://127.0.0.1:" + gateway.cable(Link.DOOR).port();
    }

    /** Where a gateway listens itself, past its cable. */
    public static int port(Part gateway) {
        String address = gateway.member().address();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Where a gateway tells how it is. */
    public String probes(Part gateway) {
        return Members.management(gateway.cable(Link.DOOR).toPort());
    }

    /** Whatever was done to it: cables whole, servers running, nobody frozen, room on the disk. */
    public void heal() throws IOException {
        for (FaultPoint point : FaultPoint.values()) {
            points.disarm(point);
        }
        parts().forEach(part -> {
            part.cables().values().forEach(Cable::mend);
            part.signal("CONT");
        });
        disk.empty();
        rabbit.freeze(false);
        rabbit.start();
        postgres.start();
    }

    /**
     * Ends all processes. Whoever else could start one must be done with that.
     *
     * @param hurry complete when nobody wants to wait for pictures any more
     */
    public void end(CompletableFuture<Void> hurry) {
        Supervision supervision = watching;
        if (supervision != null) {
            supervision.close();
        }
        parts().forEach(part -> part.signal("CONT"));
        new Shutdown(hurry).end(parts().map(Part::member).toList());
        rabbit.stop();
        postgres.stop();
    }

    /** After this the pictures are gone. */
    public void putAway() {
        disk.putAway();
    }

    private void makeParts() {
        List<Integer> ports = List.of(FreePorts.any(), FreePorts.any());
        List<Cable> doors =
                ports.stream().map(port -> new Cable("127.0.0.1", port)).toList();
        String uploads =
                doors.stream().map(door -> "http://127.0.0.1:" + door.port()).collect(Collectors.joining(","));
        for (int number = 1; number <= GATEWAYS; number++) {
            gateways.add(gateway(number, ports.get(number - 1), doors.get(number - 1), uploads));
        }
        for (int number = 1; number <= settings.workers(); number++) {
            // The last one shares the GPU of the first: a lock that nobody else wants would prove nothing.
            int gpu = number == settings.workers() && number > 1 ? 0 : number - 1;
            int checkpoints = Math.max(1, CHECKPOINTS.size() - number + 1);
            workers.add(worker(workerName(number), "demo-" + gpu, CHECKPOINTS.subList(0, checkpoints)));
        }
    }

    private static String workerName(int number) {
        return "worker-" + number;
    }

    private Part gateway(int number, int port, Cable door, String uploads) {
        Cable broker = new Cable(logins.gateway());
        Cable database = new Cable("127.0.0.1", postgres.port());
        Map<String, String> environment = GatewayEnvironment.of(settings, uploads, disk.folder());
        Extras extras = new Extras(ofJvm("gateway-" + number), List.of(), environment, settings.jars());
        Member member = Members.gateway(
                farm(port - number + 1),
                number,
                broker.uri(),
                database.through(postgres.jdbcUrl(Members.DATABASE)),
                postgres.gatewayPassword(),
                extras);
        return new Part(member, Map.of(Link.BROKER, broker, Link.DATABASE, database, Link.DOOR, door));
    }

    private Part worker(String name, String gpu, List<String> checkpoints) {
        Cable broker = new Cable(logins.worker(name));
        Extras extras = new Extras(
                ofJvm(name),
                List.of(
                        "--imece.worker.stall-after=5s",
                        "--imece.worker.demo.checkpoints=" + String.join(",", checkpoints),
                        "--imece.worker.lock-wait=5s",
                        "--imece.worker.lock-folder=" + settings.folder().resolve("locks")),
                Map.of(),
                settings.jars());
        ChangedMember member = new ChangedMember(
                logins.worker(name), uri -> Members.worker(farm(0), name, gpu, broker.through(uri), extras));
        return new Part(member, Map.of(Link.BROKER, broker));
    }

    /** By which address this worker was told to reach the broker, past its cable. It holds a password. */
    public String brokerOf(Part worker) {
        return changed(worker).told();
    }

    /** From its next start on the worker is told another one. */
    public void changeBrokerOf(Part worker, String uri) {
        changed(worker).change(uri);
    }

    private static ChangedMember changed(Part worker) {
        if (worker.member() instanceof ChangedMember member) {
            return member;
        }
        throw new IllegalArgumentException(worker.name() + " is no worker.");
    }

    /** What opens every operator's call. */
    public String operatorToken() {
        Path file = settings.folder().resolve("operator.token");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandProblem("The drill cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private List<String> ofJvm(String name) {
        return List.of(
                "-D" + FaultPoint.FOLDER_PROPERTY + "=" + points.folder(),
                "-D" + FaultPoint.NAME_PROPERTY + "=" + name);
    }

    private FarmSettings farm(int port) {
        return new FarmSettings(
                settings.home(),
                settings.folder(),
                port,
                "127.0.0.1",
                null,
                GATEWAYS,
                settings.workers(),
                40,
                LOAD_MILLIS,
                true,
                List.of(),
                null);
    }

    private NodePlace place(String name) {
        return new NodePlace(settings.folder().resolve(name), folder.log(name), new Steps(text -> console.say(text)));
    }
}
