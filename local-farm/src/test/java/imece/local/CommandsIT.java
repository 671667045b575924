package imece.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import imece.local.FarmUnderTest.Ended;
import imece.local.farm.FarmFolder;
import imece.local.farm.FarmState.Condition;
import imece.local.farm.FarmState.MemberState;
import imece.local.os.CacheFolder;
import imece.local.os.Ending;
import imece.local.os.FreePorts;
import imece.local.os.ProcessRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command and option of {@code ./imece}, on one farm of two gateways and two workers that listens beside 127.0.0.1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(240)
class CommandsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ADDRESS = "127.0.0.2";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> MEMBERS =
            List.of("postgres", "rabbitmq", "gateway-1", "gateway-2", "worker-1", "worker-2");

    private final int port = freePair();
    private final FarmClient client = new FarmClient("http://" + ADDRESS + ":" + port);
    private final Path cache;
    private final FarmUnderTest farm;
    private final Process launcher;

    CommandsIT(@TempDir Path folder) throws IOException {
        cache = otherCache(folder);
        farm = new FarmUnderTest(folder)
                .with("XDG_CACHE_HOME", cache.toString())
                .with("LOGGING_STRUCTURED_FORMAT_CONSOLE", "logstash");
        launcher = farm.start(
                "up.log",
                "up",
                "--port=" + port,
                "--gateways=2",
                "--workers=2",
                "--listen=" + ADDRESS,
                "--public-url=http://pictures.example:" + port + "/",
                "--demo-step-ms=7",
                "--demo-faults");
    }

    @BeforeAll
    void ready() {
        farm.awaitReady(launcher, "up.log", port, port + 1);
    }

    @AfterAll
    void nothingStays() {
        farm.run("down");
        assertThat(farm.processes()).isEmpty();
    }

    @Test
    @Order(1)
    void eachGatewayIsReadyOnAPortOfItsOwnAndOnlyAtTheGivenAddress() throws Exception {
        assertThat(farm.said("up.log").lines().filter(line -> line.startsWith("Imece is ready")))
                .containsExactly(
                        "Imece is ready at http://localhost:" + port,
                        "Imece is ready at http://localhost:" + (port + 1));
        for (int each : new int[] {port, port + 1}) {
            assertThat(new FarmClient("http://" + ADDRESS + ":" + each)
                            .get("/actuator/health/readiness")
                            .status())
                    .isEqualTo(200);
            assertThat(catchThrowable(() -> new FarmClient("http://127.0.0.1:" + each).get("/api/queue")))
                    .hasCauseInstanceOf(ConnectException.class);
        }
        assertThat(farm.now().broker().orElseThrow()).contains("@" + ADDRESS + ":");
    }

    @Test
    @Order(2)
    void pagesOfThePublicUrlMayAskAndOthersMayNot() {
        assertThat(client.from("http://pictures.example:" + port)
                        .submit("a lantern")
                        .status())
                .isEqualTo(202);
        assertThat(client.from("http://elsewhere.example").submit("a lantern").status())
                .isEqualTo(403);
    }

    @Test
    @Order(3)
    void demoFaultsAndStepsAreAsSaid() {
        String failing = client.submitted("this will [fail]");
        String fine = client.submitted("this will not");

        await().atMost(SOON).until(() -> client.status(failing).equals("error"));
        await().atMost(SOON).until(() -> client.status(fine).equals("complete"));
        assertThat(farm.processes().stream().filter(line -> line.contains("gpu-worker")))
                .hasSize(2)
                .allMatch(line -> line.contains("--imece.worker.demo.step-millis=7"));
    }

    @Test
    @Order(4)
    void eachDemoWorkerHasAGpuOfItsOwn() {
        assertThat(gpus()).containsEntry("worker-1", "demo-0").containsEntry("worker-2", "demo-1");
    }

    @Test
    @Order(5)
    void commandLinesNameTheProcessAndTheFarm() {
        String data = "--imece.data=" + farm.data();
        for (String name : List.of("gateway-1", "gateway-2", "worker-1", "worker-2")) {
            String jar = name.startsWith("gateway") ? "api-gateway" : "gpu-worker";
            assertThat(commandLine(name)).contains(jar, "--imece.name=" + name, data);
        }
        assertThat(commandLine("postgres")).contains(farm.data().toString());
        assertThat(commandLine("rabbitmq")).contains(farm.data().toString());
        String secret = farm.now().broker().orElseThrow().replaceAll(".*:(.*)@.*", "$1");
        assertThat(farm.processes()).noneMatch(line -> line.contains(secret));
    }

    @Test
    @Order(6)
    void cachesLieWhereTheVariableSays() {
        await().atMost(SOON).until(() -> Files.exists(cache.resolve("imece/locks/gpu-demo-0.lock")));
        assertThat(commandLine("postgres")).contains(cache.resolve("imece").toString());
    }

    @Test
    @Order(7)
    void statusTellsPeopleAndPrograms() {
        Ended text = farm.run("status");
        JsonNode json = JSON.readTree(farm.run("status", "--json").said());

        assertThat(text.status()).isZero();
        String broker = farm.now().broker().orElseThrow();
        assertThat(text.said()).contains(MEMBERS).contains(broker, operatorToken());
        assertThat(json.path("broker").stringValue()).isEqualTo(broker);
        assertThat(json.path("operatorToken").stringValue()).isEqualTo(operatorToken());
        assertThat(json.path("processes")
                        .valueStream()
                        .map(one -> one.path("name").stringValue()))
                .containsExactlyElementsOf(MEMBERS);
        json.path("processes").forEach(one -> {
            assertThat(one.path("state").stringValue()).isEqualTo("up");
            assertThat(one.path("pid").longValue())
                    .isEqualTo(FarmUnderTest.refOf(farm.member(one.path("name").stringValue()))
                            .pid());
            assertThat(one.path("address").asString(""))
                    .isEqualTo(farm.member(one.path("name").stringValue()).address());
        });
        assertThat(json.path("processes").path(3).path("address").stringValue()).isEqualTo(ADDRESS + ":" + (port + 1));
    }

    @Test
    @Order(8)
    void logsOfAllOfOneAndOfNobody() throws Exception {
        assertThat(farm.run("logs").said().lines())
                .anyMatch(line -> line.startsWith("worker-1  | "))
                .anyMatch(line -> line.startsWith("gateway-2 | "));
        assertThat(farm.run("logs", "worker-1").said().lines()).allMatch(line -> line.startsWith("{"));
        Ended nobody = farm.run("logs", "worker-9");
        assertThat(nobody.status()).isEqualTo(1);
        assertThat(nobody.said()).contains("There is no log of worker-9", "worker-1, worker-2");

        Process following = farm.start("follow.log", "logs", "-f");
        try {
            String id = client.submitted("somebody listens");
            await().atMost(SOON).until(() -> farm.said("follow.log").contains(id));
            assertThat(following.isAlive()).isTrue();
        } finally {
            following.destroy();
            following.waitFor();
        }
    }

    @Test
    @Order(9)
    void everyLineIsJsonAndThoseAboutAJobSayWhichAttemptAndWhere() {
        String id = client.submitted("written down");
        await().atMost(SOON).until(() -> client.status(id).equals("complete"));
        await().atMost(SOON)
                .until(() -> Stream.of("worker-1", "worker-2")
                        .anyMatch(name ->
                                log(name).lines().anyMatch(line -> line.contains("Completed") && line.contains(id))));

        for (String name : List.of("gateway-1", "gateway-2", "worker-1", "worker-2")) {
            List<JsonNode> lines = log(name).lines().map(JSON::readTree).toList();
            assertThat(lines).isNotEmpty();
            for (JsonNode line : lines) {
                if (Stream.of("message", "job")
                        .anyMatch(field -> line.path(field).asString("").contains(id))) {
                    assertThat(line.path("job").asString(""))
                            .as(line.toString())
                            .isEqualTo(id);
                    assertThat(line.path("attempt").asString(""))
                            .as(line.toString())
                            .matches("[01]");
                    assertThat(line.path("worker").asString(""))
                            .as(line.toString())
                            .matches("-|worker-[12]");
                    if (name.startsWith("worker")) {
                        assertThat(line.path("worker").asString("")).isEqualTo(name);
                        assertThat(line.path("run").asString("")).matches("[0-9a-f]{8}");
                        assertThat(line.path("delivery").asString("")).isEqualTo("0");
                    }
                }
            }
        }
    }

    @Test
    @Order(10)
    void oneMoreWorkerJoinsUnderItsNameOrADrawnOne() throws Exception {
        String broker = farm.now().broker().orElseThrow();
        Process attic = farm.start("attic.log", "worker", "--broker", broker, "--name", "attic");
        Process nameless = farm.start("nameless.log", "worker", "--broker", broker);
        try {
            await().atMost(SOON).until(() -> gpus().size() == 4);
            assertThat(gpus()).containsEntry("attic", "demo-attic");
            String drawn = gpus().keySet().stream()
                    .filter(name -> name.startsWith("node-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(gpus()).containsEntry(drawn, "demo-" + drawn);
        } finally {
            attic.destroy();
            Ending.send(nameless.toHandle(), "INT");
        }
        assertThat(attic.waitFor()).isZero();
        assertThat(nameless.waitFor()).isZero();
    }

    @Test
    @Order(11)
    void theDoctorLooksWhoAnswersAtAnAddress() {
        Ended nobody = farm.run("doctor", "http://127.0.0.1:1");
        Ended noEngine = farm.run("doctor", "http://" + ADDRESS + ":" + port);

        assertThat(nobody.status()).as(nobody.said()).isOne();
        assertThat(nobody.said()).contains("http://127.0.0.1:1");
        assertThat(noEngine.status()).as(noEngine.said()).isOne();
    }

    @Test
    @Order(11)
    void theDoctorAsksTheFarmItself() {
        Ended said = farm.run("doctor", "--port", Integer.toString(port));
        JsonNode json =
                JSON.readTree(farm.run("doctor", "--json", "--port", "1").said());

        assertThat(said.said())
                .contains("All 6 processes are up.")
                .containsPattern("ok +broker +RabbitMQ \\d+\\.\\d+\\.\\d+ at amqp://" + ADDRESS)
                .containsPattern("ok +longest run +max-run 10 min \\+ lock-wait 30 s = 10 min 30 s stays below 30 min")
                .containsPattern("ok +port " + port + " +In use by the farm");
        assertThat(said.status()).isZero();
        assertThat(json.path("findings")
                        .valueStream()
                        .map(one -> one.path("check").stringValue()))
                .contains("JDK", "memory", "clock", "PostgreSQL", "RabbitMQ", "farm", "longest run");
        assertThat(said.said()).doesNotContain(operatorToken());
    }

    @Test
    @Order(12)
    void whatIsKilledComesBackUnderItsNameAndPort() {
        Map<String, MemberState> before = new LinkedHashMap<>();
        for (String name : List.of("postgres", "rabbitmq", "gateway-2", "worker-2")) {
            before.put(name, farm.member(name));
            FarmUnderTest.refOf(farm.member(name)).find().orElseThrow().destroyForcibly();
        }

        before.forEach((name, was) -> await().atMost(Duration.ofMinutes(2)).until(() -> {
            MemberState now = farm.member(name);
            return now.condition() == Condition.UP
                    && now.address().equals(was.address())
                    && !FarmUnderTest.refOf(now).equals(was.process());
        }));
        Matcher pauses = Pattern.compile("starting it again in (\\d+) ms").matcher(farm.said("up.log"));
        assertThat(pauses.results().map(pause -> Integer.valueOf(pause.group(1))))
                .hasSizeGreaterThanOrEqualTo(before.size())
                .allMatch(millis -> millis <= 5_000);
        String id = client.submitted("after all that");
        await().atMost(SOON).until(() -> client.status(id).equals("complete"));
        assertThat(farm.run("status").status()).isZero();
    }

    @Test
    @Order(13)
    void downEndsAllAndTheLauncherEndsWell() throws Exception {
        Ended down = farm.run("down");

        assertThat(down.status()).isZero();
        assertThat(launcher.waitFor()).isZero();
        assertThat(farm.processes()).isEmpty();
        assertThat(farm.run("status").status()).isEqualTo(3);
        assertThat(farm.run("status", "--json").status()).isEqualTo(3);
    }

    /** Worker by name, with its GPU. */
    private Map<String, String> gpus() {
        Map<String, String> gpus = new LinkedHashMap<>();
        JSON.readTree(client.asOperator(operatorToken()).get("/api/workers").body())
                .path("items")
                .forEach(worker -> gpus.put(
                        worker.path("id").stringValue(),
                        worker.path("slots").path(0).path("gpu").stringValue()));
        return gpus;
    }

    private String operatorToken() {
        return new FarmFolder(farm.data()).operatorToken().orElseThrow();
    }

    private String commandLine(String name) {
        return String.join(
                " ",
                ProcessRef.commandLine(
                        FarmUnderTest.refOf(farm.member(name)).find().orElseThrow()));
    }

    private String log(String name) {
        try {
            return Files.readString(farm.data().resolve("logs").resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cache of its own, into which what was fetched before is linked. */
    private static Path otherCache(Path folder) throws IOException {
        Path imece = Files.createDirectories(folder.resolve("cache/imece"));
        try (DirectoryStream<Path> kept =
                Files.newDirectoryStream(CacheFolder.ofUser().root(), "*-*")) {
            for (Path each : kept) {
                if (Files.isDirectory(each)) {
                    Files.createSymbolicLink(imece.resolve(each.getFileName().toString()), each);
                }
            }
        } catch (NoSuchFileException nothingFetchedYet) {
            // Then the farm fills the new one.
        }
        return folder.resolve("cache");
    }

    private static int freePair() {
        return Stream.generate(FreePorts::any)
                .filter(port -> FreePorts.isFree("127.0.0.2", port) && FreePorts.isFree("127.0.0.2", port + 1))
                .findFirst()
                .orElseThrow();
    }
}
