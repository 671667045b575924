package imece.local;

import static imece.local.WideFarm.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import imece.broker.BrokerAddress;
import imece.local.FarmUnderTest.Ended;
import imece.local.farm.FarmState.Condition;
import imece.local.farm.FarmState.MemberState;
import imece.local.farm.Members;
import imece.local.os.ProcessEnding;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
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

/** Every command and option of {@code ./imece}, on one farm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(240)
class CommandsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(60);

    private final WideFarm farm;
    private final FarmClient client;
    private final int port;

    CommandsIT(@TempDir Path folder) throws IOException {
        farm = WideFarm.start(folder);
        client = farm.client();
        port = farm.port();
    }

    @BeforeAll
    void ready() {
        farm.awaitReady();
    }

    @AfterAll
    void nothingStays() {
        farm.run("down");
        assertThat(farm.processes()).isEmpty();
    }

    @Test
    @Order(1)
    void eachGatewayIsReadyOnAPortOfItsOwnAndOnlyAtTheGivenAddress() throws Exception {
        assertThat(farm.said().lines().filter(line -> line.startsWith("Imece is ready")))
                .containsExactly(
                        "Imece is ready at http://localhost:" + port,
                        "Imece is ready at http://localhost:" + (port + 1));
        for (int each : new int[] {port, port + 1}) {
            assertThat(new FarmClient("http://" + ADDRESS + ":" + each)
                            .get("/api/queue")
                            .status())
                    .isEqualTo(200);
            assertThat(new FarmClient(Members.management(each))
                            .get("/actuator/health/readiness")
                            .status())
                    .isEqualTo(200);
            assertThat(catchThrowable(() -> new FarmClient("http://127.0.0.1:" + each).get("/api/queue")))
                    .hasCauseInstanceOf(ConnectException.class);
        }
        assertThat(farm.broker()).contains("@" + ADDRESS + ":");
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
        assertThat(farm.processes().stream().filter(line -> line.contains("gpu-worker-exec.jar")))
                .hasSize(2)
                .allMatch(line -> line.contains("--imece.worker.demo.step-millis=7"));
    }

    @Test
    @Order(4)
    void eachDemoWorkerHasAGpuOfItsOwn() {
        assertThat(farm.gpus()).containsEntry("worker-1", "demo-0").containsEntry("worker-2", "demo-1");
    }

    @Test
    @Order(5)
    void commandLinesNameTheProcessAndTheFarm() {
        String data = "--imece.data=" + farm.data();
        for (String name : List.of("gateway-1", "gateway-2", "worker-1", "worker-2")) {
            String jar = name.startsWith("gateway") ? "api-gateway" : "gpu-worker";
            assertThat(farm.commandLine(name)).contains(jar, "--imece.name=" + name, data);
        }
        assertThat(farm.commandLine("postgres")).contains(farm.data().toString());
        assertThat(farm.commandLine("rabbitmq")).contains(farm.data().toString());
        String secret = farm.broker().replaceAll(".*:(.*)@.*", "$1");
        assertThat(farm.processes()).noneMatch(line -> line.contains(secret));
    }

    @Test
    @Order(6)
    void cachesLieWhereTheVariableSaysAndTheLocksOfMadeUpGpusWithTheFarm() {
        await("the lock of a made-up GPU")
                .atMost(SOON)
                .until(() -> Files.exists(farm.data().resolve("locks/gpu-demo-0.lock")));
        assertThat(farm.cache().resolve("imece/locks/gpu-demo-0.lock")).doesNotExist();
        assertThat(farm.commandLine("postgres"))
                .contains(farm.cache().resolve("imece").toString());
    }

    @Test
    @Order(7)
    void statusTellsPeopleAndPrograms() {
        Ended text = farm.run("status");
        JsonNode json = JSON.readTree(farm.run("status", "--json").said());

        assertThat(text.status()).isZero();
        String broker = BrokerAddress.shown(farm.broker());
        assertThat(text.said()).contains(WideFarm.MEMBERS).contains(broker, farm.operatorToken());
        assertThat(json.path("broker").stringValue()).isEqualTo(broker);
        assertThat(text.said() + json).doesNotContain(farm.broker().replaceAll(".*:(.*)@.*", "$1"));
        assertThat(json.path("operatorToken").stringValue()).isEqualTo(farm.operatorToken());
        assertThat(json.path("processes")
                        .valueStream()
                        .map(one -> one.path("name").stringValue()))
                .containsExactlyElementsOf(WideFarm.MEMBERS);
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
    @Order(7)
    void keysAreMadeListedAndRevoked() {
        Ended made = farm.run("key", "add", "tavern", "--read-only", "--days", "3", "--weight", "0.5");
        String key = made.said()
                .lines()
                .filter(line -> line.startsWith("imece_"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(made.said()));
        String id = key.split("_", -1)[1];

        assertThat(farm.run("key", "list").said())
                .contains(id, "tavern", "read")
                .doesNotContain(key);
        assertThat(client.asOperator(key).get("/api/jobs").status()).isEqualTo(200);
        assertThat(farm.run("key", "revoke", id).status()).isZero();
        await().atMost(SOON).until(() -> client.asOperator(key).get("/api/jobs").status() == 401);
        assertThat(farm.run("key", "list").said()).doesNotContain(id);

        Ended wrong = farm.run("key", "add", "tavern", "--weight", "0");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.said()).contains("weight: expected 0.001 to 100");
        assertThat(farm.run("key", "revoke", "nosuchkey").said()).contains("There is no such key.");
        assertThat(farm.run("key", "revoke", "../jobs").status()).isEqualTo(2);
    }

    @Test
    @Order(7)
    void aLinkMakesAnAdministratorOnce() {
        String link = farm.run("admin")
                .said()
                .lines()
                .filter(line -> line.startsWith("http://localhost:" + port + "/join#admin."))
                .findFirst()
                .orElseThrow();
        String joining = "{\"token\":\"%s\",\"name\":\"root\",\"password\":\"correct horse\"}"
                .formatted(link.substring(link.indexOf('#') + 1));

        FarmClient admin = new FarmClient("http://" + ADDRESS + ":" + port);
        assertThat(admin.post("/api/invites/accept", joining).status()).isEqualTo(200);
        assertThat(admin.get("/api/operator/accounts").body()).contains("root", "admin");
        assertThat(client.post("/api/invites/accept", joining).status()).isEqualTo(404);
        assertThat(farm.run("admin", "--url", "https://farm.example/").said())
                .contains("https://farm.example/join#admin.");
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
                        .anyMatch(name -> farm.log(name)
                                .lines()
                                .anyMatch(line -> line.contains("Completed") && line.contains(id))));

        for (String name : List.of("gateway-1", "gateway-2", "worker-1", "worker-2")) {
            List<LogLine> lines = farm.log(name).lines().map(LogLine::read).toList();
            assertThat(lines).isNotEmpty();
            lines.stream().filter(line -> line.isAbout(id)).forEach(line -> line.assertSaysWhere(id, name));
        }
    }

    @Test
    @Order(10)
    void oneMoreWorkerJoinsUnderItsNameOrADrawnOneWithTheEngineThatIsNamedOrTheDemo(@TempDir Path folder)
            throws Exception {
        String broker = farm.broker();
        Path address = Files.writeString(folder.resolve("broker.uri"), broker + "\n");
        Process attic = farm.start(
                "attic.log",
                "worker",
                "--broker-file",
                address.toString(),
                "--name",
                "attic",
                "--engine",
                "forge=http://127.0.0.1:1");
        Process nameless = farm.start("nameless.log", "worker", "--broker", broker);
        try {
            await().atMost(SOON).until(() -> farm.gpus().size() == 4);
            assertThat(farm.slots("engine")).containsEntry("attic", "forge");
            String drawn = farm.gpus().keySet().stream()
                    .filter(name -> name.startsWith("node-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(farm.gpus()).containsEntry(drawn, "demo-" + drawn);
            assertThat(farm.slots("engine")).containsEntry(drawn, "demo");
        } finally {
            attic.destroy();
            ProcessEnding.send(nameless.toHandle(), "INT");
        }
        assertThat(attic.waitFor()).isZero();
        assertThat(nameless.waitFor()).isZero();
    }

    @Test
    @Order(11)
    void aNodeIsLetInByTheLineThatIsPrintedAndShutOutAgain(@TempDir Path folder) throws Exception {
        String line = farm.run("worker-token", "loft").said();
        String uri = addressIn(line);
        assertThat(line).contains("' ./imece worker --name loft").contains("@" + ADDRESS + ":");
        Path address = Files.writeString(folder.resolve("broker.uri"), uri + "\n");
        Process loft = farm.start("loft.log", "worker", "--broker-file", address.toString());
        try {
            await().atMost(SOON).until(() -> farm.gpus().containsKey("loft"));
            Ended again = farm.run("worker-token", "loft");
            assertThat(again.status()).isOne();
            assertThat(again.said()).contains("loft has an account already");
            String password = uri.replaceAll(".*:(.*)@.*", "$1");
            assertThat(farm.run("status").said()
                            + farm.run("status", "--json").said()
                            + farm.run("logs", "loft").said())
                    .doesNotContain(password);
            assertThat(farm.processes()).noneMatch(process -> process.contains(password));
            assertThat(Files.readString(farm.data().resolve("rabbitmq/definitions.json")))
                    .contains("w-loft")
                    .doesNotContain(password);

            assertThat(addressIn(farm.run("worker-token", "loft", "--renew").said()))
                    .isNotEqualTo(uri);
            await().atMost(SOON).until(() -> farm.said("loft.log").contains("can't be used"));
            assertThat(farm.run("worker-token", "loft", "--revoke").said()).contains("w-loft has no account any more.");
            assertThat(Files.readString(farm.data().resolve("rabbitmq/definitions.json")))
                    .doesNotContain("w-loft");
        } finally {
            loft.destroy();
        }
        assertThat(loft.waitFor()).isZero();
        assertThat(farm.run("worker-token", "worker-1", "--renew").said()).contains("the farm's own workers");
    }

    private static String addressIn(String line) {
        Matcher address = Pattern.compile("IMECE_BROKER_URI='([^']+)'").matcher(line);
        assertThat(address.find()).as(line).isTrue();
        return address.group(1);
    }

    @Test
    @Order(11)
    void forABrokerOfSomebodyElsesTheCommandsArePrintedThatItsKeeperNeeds() {
        Ended said = farm.run("worker-token", "loft", "--broker", "amqp://me:mine@broker.example:5672/art");

        assertThat(said.status()).isZero();
        assertThat(said.said().lines())
                .anyMatch(line -> line.matches("echo '\\S+' \\| rabbitmqctl add_user w-loft"))
                .anyMatch(line -> line.startsWith("rabbitmqctl set_permissions -p 'art' w-loft '^imece"))
                .anyMatch(line -> line.startsWith("IMECE_BROKER_URI='amqp://w-loft:")
                        && line.endsWith("@broker.example:5672/art' ./imece worker --name loft"));
        assertThat(said.said()).doesNotContain("mine");
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
                .containsPattern("ok +workers +Every message came from the worker that it speaks of")
                .containsPattern("ok +longest run +max-run 10 min \\+ lock-wait 30 s = 10 min 30 s stays below 30 min")
                .containsPattern("ok +port " + port + " +In use by the farm");
        assertThat(said.status()).isZero();
        assertThat(json.path("findings")
                        .valueStream()
                        .map(one -> one.path("check").stringValue()))
                .contains("JDK", "memory", "clock", "PostgreSQL", "RabbitMQ", "farm", "longest run");
        assertThat(said.said()).doesNotContain(farm.operatorToken());
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
        Matcher pauses = Pattern.compile("starting it again in (\\d+) ms").matcher(farm.said());
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
        assertThat(farm.launcher().waitFor()).isZero();
        assertThat(farm.processes()).isEmpty();
        assertThat(farm.run("status").status()).isEqualTo(3);
        assertThat(farm.run("status", "--json").status()).isEqualTo(3);
    }
}
