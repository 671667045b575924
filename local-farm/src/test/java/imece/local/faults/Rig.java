package imece.local.faults;

import static org.awaitility.Awaitility.await;

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
import java.util.Objects;

/** A farm of real processes whose members a test starts, stops, freezes and kills one by one. */
final class Rig implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final String jdbcUrl;
    private final String user;
    private final String password;
    private final String broker;
    private final Path home = Path.of(System.getProperty("imece.home")).toAbsolutePath();
    private final List<Member> gateways = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Member> workers = new ArrayList<>();
    private final List<Visitor> visitors = new ArrayList<>();
    private final Rows rows;
    private final long readyNanos;

    Rig(Path folder, String jdbcUrl, String user, String password, String broker, int gateways) {
        this.folder = folder.toAbsolutePath();
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
        this.broker = broker;
        this.rows = new Rows(jdbcUrl, user, password);
        for (int i = 0; i < gateways; i++) {
            ports.add(FreePorts.any());
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < gateways; i++) {
            this.gateways.add(gateway(i).launch());
            awaitGateway(i);
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

    Path locks() {
        return folder.resolve("locks");
    }

    /** Until its connection is old enough that a missing worker counts as gone at once (design §5). */
    void awaitSettled() {
        Duration young = Duration.ofMillis(15_500);
        await().atMost(Duration.ofSeconds(20)).until(() -> System.nanoTime() - readyNanos > young.toNanos());
    }

    Member launchGateway(int index) {
        return gateways.get(index).launch();
    }

    void awaitGateway(int index) {
        await().atMost(START).until(() -> Visitor.status(url(index) + "/actuator/health/readiness") == 200);
    }

    String broker() {
        return broker;
    }

    /** A worker that reaches the broker by another address. */
    Member workerBy(String broker, String name, int stepMillis, String... more) {
        Member worker = add(broker, name, "gpu-" + name, stepMillis, more).launch();
        awaitReady(worker);
        return worker;
    }

    /** A worker with one demo GPU of its own name, ready to take jobs. */
    Member worker(String name, int stepMillis, String... more) {
        Member worker = quickWorker(name, "gpu-" + name, stepMillis, more);
        awaitReady(worker);
        return worker;
    }

    /** The same, not waited for. */
    Member quickWorker(String name, String gpu, int stepMillis, String... more) {
        return add(broker, name, gpu, stepMillis, more).launch();
    }

    private Member add(String address, String name, String gpu, int stepMillis, String... more) {
        List<String> command = new ArrayList<>(Members.workerCommand(home, folder, name, gpu, List.of()));
        command.add("--imece.worker.demo.step-millis=" + stepMillis);
        command.add("--imece.worker.demo.faults=true");
        command.add("--imece.worker.lock-folder=" + locks());
        command.addAll(List.of(more));
        Member worker = new Member(name, folder, command, Map.of("IMECE_BROKER_URI", address));
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
        Visitor visitor = new Visitor(url(gateway));
        visitors.add(visitor);
        return visitor;
    }

    /** The same person's second browser, at another gateway. */
    Visitor alsoAt(int gateway, Visitor same) {
        Visitor visitor = new Visitor(url(gateway), same);
        visitors.add(visitor);
        return visitor;
    }

    Visitor visitor() {
        return visitor(0);
    }

    /** What holds after every test, whatever failed in it. */
    void assertNothingLostNothingTwice() {
        for (Visitor visitor : visitors) {
            visitor.frames().assertNeverBackwards();
            visitor.frames().assertEndsAs(rows, visitor.submitted());
            visitor.assertPictures(rows);
        }
        rows.assertEveryJobEndedOnce();
        GpuSpans.of(workers).assertNoOverlap();
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
        endVisits();
        endWorkers();
        gateways.forEach(Member::end);
    }

    private Member gateway(int index) {
        String name = "gateway-" + (index + 1);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path jar = home.resolve("api-gateway/target/api-gateway-exec.jar");
        List<String> uploads =
                ports.stream().map(port -> "http://127.0.0.1:" + port).toList();
        List<String> command = List.of(
                java.toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xss512k",
                "-jar",
                jar.toString(),
                "--imece.name=" + name,
                "--imece.data=" + folder,
                "--server.port=" + ports.get(index),
                "--imece.gateway.upload-urls=" + String.join(",", uploads));
        return new Member(
                name,
                folder,
                command,
                Map.of(
                        "IMECE_BROKER_URI", Objects.requireNonNull(broker),
                        "SPRING_DATASOURCE_URL", jdbcUrl,
                        "SPRING_DATASOURCE_USERNAME", user,
                        "SPRING_DATASOURCE_PASSWORD", password));
    }

    /** One line that a report can be made of. */
    static void measured(String what, long nanos) {
        System.out.printf("MEASURED what=%s ms=%d%n", what, nanos / 1_000_000);
    }

    /** Time since then, written down; fails if it is over the bound. */
    static void measuredSince(String what, long beganNanos, Duration bound) {
        long spent = System.nanoTime() - beganNanos;
        measured(what, spent);
        if (spent > bound.toNanos()) {
            throw new AssertionError(what + " took " + spent / 1_000_000 + " ms, promised are " + bound.toMillis());
        }
    }
}
