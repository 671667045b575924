package imece.local;

import static imece.local.ComposeFile.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import imece.contract.BrokerRights;
import imece.contract.GatewayPorts;
import imece.contract.Topology;
import imece.contract.WorkerAccount;
import imece.gateway.GatewaySettings;
import imece.local.nodes.PostgresNode;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Containers are not run here: what their files say is held against the settings that the applications know. */
class ComposeTest {
    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));

    private final ComposeFile compose = ComposeFile.read("docker-compose.yml");

    @Test
    void serversAreOfTheVersionsThatTheFarmIsMadeFor() {
        assertThat(compose.service("postgres").get("image")).isEqualTo("postgres:18");
        assertThat(compose.service("rabbitmq").get("image")).isEqualTo("rabbitmq:4-management");
    }

    @Test
    void everyVariableOfTheGatewayIsASettingOfIt() {
        KnownSettings known = KnownSettings.ofFile("api-gateway/src/main/resources/gateway.yml")
                .and(KnownSettings.ofRecord("imece.gateway", GatewaySettings.class))
                .and("imece.data");

        assertThat(compose.environment("gateway").keySet()).allMatch(known::hasVariable);
    }

    @Test
    void everyVariableOfTheWorkerIsASettingOfIt() throws Exception {
        URL classes = HOME.resolve("gpu-worker/target/classes").toUri().toURL();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes}, getClass().getClassLoader())) {
            KnownSettings known = KnownSettings.ofRecord("imece", loader.loadClass("imece.worker.WorkerSettings"));
            Set<String> used = new TreeSet<>(compose.environment("gpu-worker").keySet());
            Matcher set = Pattern.compile("ENV (\\w+)=").matcher(text("gpu-worker/Dockerfile"));
            while (set.find()) {
                used.add(set.group(1));
            }

            assertThat(used).contains("IMECE_BROKER_URI").allMatch(known::hasVariable);
        }
    }

    @Test
    void addressesNameServicesPortsAndUsersThatAreThere() {
        URI broker = URI.create(ComposeFile.plain(compose.environment("gateway", "IMECE_BROKER_URI")));
        URI database = URI.create(ComposeFile.plain(compose.environment("gateway", "SPRING_DATASOURCE_URL"))
                .substring("jdbc:".length()));
        URI upload = URI.create(ComposeFile.usual(compose.environment("gateway", "IMECE_GATEWAY_UPLOADURLS")));
        URI worker = URI.create(ComposeFile.plain(compose.environment("gpu-worker", "IMECE_BROKER_URI")));

        assertThat(compose.services())
                .contains(broker.getHost(), database.getHost(), upload.getHost(), worker.getHost());
        assertThat(String.valueOf(upload.getPort())).isEqualTo(compose.environment("gateway", "SERVER_PORT"));
        assertThat(compose.ports("gateway")).containsExactly("8080:8080");
        assertThat(compose.environment("gateway", "SERVER_PORT")).isEqualTo("8080");
        assertThat(compose.ports("rabbitmq")).contains(broker.getPort() + ":" + worker.getPort());
        assertThat(database.getPath()).isEqualTo("/" + compose.environment("postgres", "POSTGRES_DB"));
        assertThat(compose.environment("gateway", "SPRING_DATASOURCE_USERNAME")).isEqualTo(PostgresNode.GATEWAY_USER);
        assertThat(compose.environment("gateway", "SPRING_DATASOURCE_PASSWORD"))
                .isEqualTo(compose.environment("database-role", "GATEWAY_PASSWORD"))
                .isNotEqualTo(compose.environment("postgres", "POSTGRES_PASSWORD"));
        assertThat(List.of(
                        compose.environment("database-role", "PGHOST"),
                        compose.environment("database-role", "PGUSER"),
                        compose.environment("database-role", "PGPASSWORD"),
                        compose.environment("database-role", "PGDATABASE")))
                .containsExactly(
                        "postgres",
                        compose.environment("postgres", "POSTGRES_USER"),
                        compose.environment("postgres", "POSTGRES_PASSWORD"),
                        compose.environment("postgres", "POSTGRES_DB"));
        assertThat(broker.getUserInfo()).startsWith("gateway:");
        assertThat(worker.getUserInfo()).startsWith("w-gpu:");
        assertThat(List.of(broker.getPath(), worker.getPath()))
                .containsOnly("/"
                        + compose.definitions()
                                .path("vhosts")
                                .path(0)
                                .path("name")
                                .asString());
        assertThat(compose.definitions()
                        .path("users")
                        .valueStream()
                        .map(user -> user.path("name").asString()))
                .containsExactly("gateway", "w-gpu");
    }

    @Test
    void workersAndGatewaysMayDoWhatTheCodeSaysThatTheyNeed() {
        WorkerAccount node = WorkerAccount.ofUser("w-gpu").orElseThrow();

        assertThat(rights("w-gpu")).isEqualTo(node.rights());
        assertThat(rights("gateway")).isEqualTo(BrokerRights.OF_GATEWAYS);
        assertThat(node.owns(compose.environment("gpu-worker", "IMECE_NAME").replace("$${HOSTNAME}", "4f1c")))
                .isTrue();
    }

    @Test
    void noMoreLiveNewsWaitsThanAtTheLaunchersBroker() {
        JsonNode policy = compose.definitions().path("policies").path(0);

        assertThat(policy.path("vhost").asString())
                .isEqualTo(compose.definitions()
                        .path("vhosts")
                        .path(0)
                        .path("name")
                        .asString());
        assertThat(Topology.gatewayQueue(Topology.LIVE, "gateway", "x").name())
                .containsPattern(policy.path("pattern").asString());
        assertThat(policy.path("definition").path("max-length-bytes").intValue())
                .isEqualTo(Topology.MOST_LIVE_BYTES);
        assertThat(policy.path("definition").path("overflow").asString()).isEqualTo("drop-head");
    }

    private BrokerRights rights(String user) {
        JsonNode permissions = compose.permissions(user);
        return new BrokerRights(
                permissions.path("configure").asString(),
                permissions.path("write").asString(),
                permissions.path("read").asString());
    }

    @Test
    void theGatewaysContainerAsksForItsHealthWhereThatIs() {
        String file = text("api-gateway/Dockerfile");
        int port = Integer.parseInt(compose.environment("gateway", "SERVER_PORT"));

        assertThat(file)
                .contains("MANAGEMENT_SERVER_PORT=" + GatewayPorts.management(port))
                .contains("/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT} && printf 'GET /actuator/health/readiness ");
        assertThat(compose.ports("gateway")).doesNotContain(GatewayPorts.management(port) + "");
    }

    @Test
    void replicasOfTheWorkerDoNotCollide() {
        assertThat(compose.service("gpu-worker").keySet().stream().map(String::valueOf))
                .doesNotContain("container_name", "hostname", "ports");
        // With two dollars Compose leaves it alone; the worker's own settings then read the variable.
        assertThat(compose.environment("gpu-worker", "IMECE_NAME")).isEqualTo("gpu.$${HOSTNAME}");
        assertThat(String.valueOf(compose.service("gpu-worker").get("volumes")))
                .contains("gpu-locks:/var/lib/imece/locks");
        assertThat(text("gpu-worker/Dockerfile")).contains("IMECE_WORKER_LOCKFOLDER=/var/lib/imece/locks");
    }

    @Test
    void nobodyWaitsForTheHealthOfAServiceThatTellsNoneOrForTheEndOfOneThatStays() {
        compose.services().forEach(name -> {
            if (compose.service(name).get("depends_on") instanceof Map<?, ?> others) {
                others.forEach((other, how) -> {
                    Map<?, ?> service = compose.service(String.valueOf(other));
                    switch (String.valueOf(((Map<?, ?>) how).get("condition"))) {
                        case "service_healthy" ->
                            assertThat(service.get("healthcheck"))
                                    .as("%s of %s", other, name)
                                    .isNotNull();
                        case "service_completed_successfully" ->
                            assertThat(service.get("restart"))
                                    .as("%s of %s", other, name)
                                    .isEqualTo("no");
                        default -> fail("%s waits for %s in an unknown way", name, other);
                    }
                });
            }
        });
    }

    @Test
    void noContainerHasMoreRightsThanItNeeds() {
        compose.services().forEach(name -> {
            Map<?, ?> service = compose.service(name);
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(service.get("security_opt")).as(name).isEqualTo(List.of("no-new-privileges:true"));
            assertThat(service.get("privileged")).as(name).isNull();
        });
        assertThat(compose.services().stream()
                        .filter(name -> compose.service(name).get("cap_add") != null))
                .containsExactly("postgres", "rabbitmq");
    }

    @Test
    void onlyTheGatewayReachesTheDatabase() {
        assertThat(compose.services().stream()
                        .filter(name -> String.valueOf(compose.service(name).get("networks"))
                                .contains("database")))
                .containsExactly("database-role", "gateway", "postgres");
        assertThat(compose.network("database").get("internal")).isEqualTo(true);
        assertThat(compose.service("postgres").get("ports")).isNull();
    }

    @Test
    void imagesRunAJreAsNobodySpecialAndTellTheirHealth() {
        for (String module : List.of("api-gateway", "gpu-worker")) {
            String image = text(module + "/Dockerfile");
            assertThat(image)
                    .contains("FROM eclipse-temurin:25-jre", "USER imece", "HEALTHCHECK")
                    .contains("/src/" + module + "/target/" + module + "-exec.jar");
            assertThat(text(module + "/pom.xml"))
                    .contains("<finalName>" + module + "</finalName>", "<classifier>exec</classifier>");
        }
    }

    @Test
    void everySecretAndChoiceStandsInTheExample() {
        Set<String> used = new TreeSet<>();
        Matcher variables = ComposeFile.VARIABLE.matcher(text("docker-compose.yml"));
        while (variables.find()) {
            used.add(variables.group(1));
        }
        List<String> offered = text(".env.example")
                .lines()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .toList();

        assertThat(offered.stream().map(line -> line.substring(0, line.indexOf('='))))
                .containsExactlyInAnyOrderElementsOf(used);
        assertThat(offered).filteredOn(line -> line.contains("PASSWORD")).allMatch(line -> line.endsWith("="));
    }

    @Test
    void theFileForGpusGivesThemToAServiceThatIsThere() {
        ComposeFile gpus = ComposeFile.read("docker-compose.gpu.yml");

        assertThat(compose.services()).containsAll(gpus.services());
        assertThat(gpus.toString()).contains("capabilities=[gpu]", "driver=nvidia");
    }
}
