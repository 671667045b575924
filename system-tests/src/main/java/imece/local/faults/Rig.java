package imece.local.faults;

import static org.awaitility.Awaitility.await;

import imece.local.TestDatabase;
import imece.local.TestServers.Fresh;
import imece.local.farm.Members;
import imece.local.os.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A farm of real processes whose members a test starts, stops, freezes and kills one by one. */
final class Rig implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final Fresh servers;
    private final List<String> gatewaySettings;
    private final Path home = Path.of(System.getProperty("imece.home")).toAbsolutePath();
    private final List<Member> gateways = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Member> workers = new ArrayList<>();
    private final List<Visitor> visitors = new ArrayList<>();
    private final Rows rows;
    private final long readyNanos;

    /** Gateways on these servers, ready; settings look like {@code --imece.gateway.max-run=8s}. */
    Rig(Path folder, Fresh servers, int gateways, String... gatewaySettings) {
        this(folder, servers, gateways, UnaryOperator.identity(), gatewaySettings);
    }

    /** The same, with another command line around that of each gateway. */
    Rig(
            Path folder,
            Fresh servers,
            int gateways,
            UnaryOperator<List<String>> aroundGateway,
            String... gatewaySettings) {
        this.folder = folder.toAbsolutePath();
        this.servers = servers;
        this.gatewaySettings = List.of(gatewaySettings);
        this.rows = new Rows(TestDatabase.of(servers));
        for (int i = 0; i < gateways; i++) {
            ports.add(FreePorts.any());
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            for (int i = 0; i < gateways; i++) {
                this.gateways.add(gateway(i, aroundGateway).launch());
                awaitGateway(i);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        readyNanos = System.nanoTime();
    }

    Rows rows() {
        return rows;
    }

    Member gateway() {
        return gateways.getFirst();
    }

    List<Member> gateways() {
        return gateways;
    }

    List<Member> workers() {
        return workers;
    }

    String url(int gateway) {
        return "http://127.0.0.1:" + ports.get(gateway);
    }

    String operatorToken() {
        try {
            return Files.readString(folder.resolve("operator.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String brokerUri() {
        return servers.brokerUri();
    }

    Path locks() {
        return folder.resolve("locks");
    }

    /** How many pictures lie in the store for a job, whether or not their run counts. */
    long picturesOf(UUID job) {
        Path store = folder.resolve("pictures");
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(file -> store.relativize(file).toString().matches(".*" + job + ".*\\.png"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until its connection is old enough that a missing worker counts as gone at once (design §5). */
    void awaitSettled() {
        Duration young = Duration.ofMillis(15_500);
        await().atMost(Duration.ofSeconds(20)).until(() -> System.nanoTime() - readyNanos > young.toNanos());
    }

    /** One more gateway beside those that run, ready; with another command line around its own. */
    int addGateway(UnaryOperator<List<String>> around) {
        int index = gateways.size();
        ports.add(FreePorts.any());
        gateways.add(gateway(index, around).launch());
        awaitGateway(index);
        return index;
    }

    Member launchGateway(int index) {
        return gateways.get(index).launch();
    }

    void awaitGateway(int index) {
        String readiness = Members.management(ports.get(index)) + "/actuator/health/readiness";
        await().atMost(START).until(() -> Visitor.status(readiness) == 200);
    }

    /** A worker that reaches the broker by another address. */
    Member workerBy(String broker, String name, int stepMillis, String... more) {
        Member worker = quickWorkerBy(broker, name, stepMillis, more);
        awaitReady(worker);
        return worker;
    }

    /** The same, not waited for. */
    Member quickWorkerBy(String broker, String name, int stepMillis, String... more) {
        return add(broker, name, "gpu-" + name, stepMillis, more).launch();
    }

    /** A worker with one demo GPU of its own name, ready to take jobs. */
    Member worker(String name, int stepMillis, String... more) {
        Member worker = quickWorker(name, "gpu-" + name, stepMillis, more);
        awaitReady(worker);
        return worker;
    }

    /** The same, not waited for. */
    Member quickWorker(String name, String gpu, int stepMillis, String... more) {
        return add(servers.brokerUri(), name, gpu, stepMillis, more).launch();
    }

    /** A worker with another command line around its own, ready to take jobs. */
    Member worker(UnaryOperator<List<String>> around, String name, int stepMillis) {
        Member worker = add(around, servers.brokerUri(), name, "gpu-" + name, stepMillis)
                .launch();
        awaitReady(worker);
        return worker;
    }

    /** The same, not waited for. */
    Member quickWorker(UnaryOperator<List<String>> around, String name, int stepMillis) {
        return add(around, servers.brokerUri(), name, "gpu-" + name, stepMillis).launch();
    }

    private Member add(String address, String name, String gpu, int stepMillis, String... more) {
        return add(UnaryOperator.identity(), address, name, gpu, stepMillis, more);
    }

    private Member add(
            UnaryOperator<List<String>> around,
            String address,
            String name,
            String gpu,
            int stepMillis,
            String... more) {
        List<String> command = new ArrayList<>(Members.workerCommand(home, folder, name, gpu, List.of()));
        command.add("--imece.worker.demo.step-millis=" + stepMillis);
        if (List.of(more).stream().noneMatch(setting -> setting.startsWith("--imece.worker.demo.faults="))) {
            command.add("--imece.worker.demo.faults=true");
        }
        command.add("--imece.worker.lock-folder=" + locks());
        command.addAll(List.of(more));
        Member worker = new Member(name, folder, around.apply(command), Map.of("IMECE_BROKER_URI", address));
        workers.add(worker);
        return worker;
    }

    void awaitReady(Member worker) {
        worker.awaitSaid(START, "is ready");
    }

    /** The same command line once more. */
    void again(Member worker) {
        long times = worker.timesSaid("is ready");
        worker.launch();
        await().atMost(START).until(() -> worker.timesSaid("is ready") > times);
    }

    /** A person with a browser open at this gateway. */
    Visitor visitor(int gateway) {
        Visitor visitor = new Visitor(List.of(url(gateway)));
        visitors.add(visitor);
        return visitor;
    }

    /** The same person's second browser, at another gateway. */
    Visitor alsoAt(int gateway, Visitor same) {
        Visitor visitor = new Visitor(url(gateway), same);
        visitors.add(visitor);
        return visitor;
    }

    /** A person who finds another gateway when theirs goes away; at first at this one. */
    Visitor roamer(int gateway) {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            urls.add(url((gateway + i) % ports.size()));
        }
        Visitor visitor = new Visitor(urls);
        visitors.add(visitor);
        return visitor;
    }

    Visitor visitor() {
        return visitor(0);
    }

    /** What holds after every test, whatever failed in it, of the jobs that came after that ticket. */
    void assertNothingLostNothingTwice(long afterTicket) {
        for (Visitor visitor : visitors) {
            visitor.frames().assertNeverBackwards();
            visitor.frames().assertEndsAs(rows, visitor.submitted());
            visitor.assertPictures(rows);
        }
        rows.assertEveryJobEndedOnce(afterTicket);
        GpuSpans.of(workers).assertNoOverlap();
    }

    /** Cancels what a failed test left in the line, so that the next one finds it empty. */
    void emptyLine() {
        if (rows.live() > 0) {
            visitors.forEach(Visitor::cancelLive);
            await("what was left is over").atMost(START).until(() -> rows.live() == 0);
        }
    }

    void endVisits() {
        visitors.forEach(Visitor::close);
        visitors.clear();
    }

    void endWorkers() {
        workers.forEach(Member::end);
        workers.clear();
    }

    @Override
    public void close() {
        try {
            endVisits();
            endWorkers();
        } finally {
            gateways.forEach(Member::end);
        }
    }

    private Member gateway(int index, UnaryOperator<List<String>> around) {
        String name = "gateway-" + (index + 1);
        List<String> command = new ArrayList<>(GatewayCommand.line(folder, name, ports, ports.get(index)));
        command.addAll(gatewaySettings);
        return new Member(
                name,
                folder,
                around.apply(command),
                Map.of(
                        "IMECE_BROKER_URI", servers.brokerUri(),
                        "SPRING_DATASOURCE_URL", servers.jdbcUrl(),
                        "SPRING_DATASOURCE_USERNAME", servers.user(),
                        "SPRING_DATASOURCE_PASSWORD", servers.password()));
    }

    /** One line that a report can be made of. */
    static void measured(String what, long nanos) {
        System.out.printf("MEASURED what=%s ms=%d%n", what, nanos / 1_000_000);
    }
}
