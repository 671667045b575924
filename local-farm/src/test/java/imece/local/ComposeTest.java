package imece.local;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Topology;
import imece.gateway.GatewaySettings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Containers are not run here: what their files say is held against the settings that the applications know. */
class ComposeTest {
    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?::[-?][^}]*)?}");

    private final Map<?, ?> compose = yaml("docker-compose.yml");

    @Test
    void serversAreOfTheVersionsThatTheFarmIsMadeFor() {
        assertThat(service("postgres").get("image")).isEqualTo("postgres:18");
        assertThat(service("rabbitmq").get("image")).isEqualTo("rabbitmq:4-management");
    }

    @Test
    void everyVariableOfTheGatewayIsASettingOfIt() throws Exception {
        Set<String> known = new TreeSet<>(keys("api-gateway/src/main/resources/gateway.yml"));
        known.addAll(components("imece.gateway", GatewaySettings.class));
        known.add("imece.data");

        assertThat(environment("gateway").keySet())
                .allSatisfy(name -> assertThat(known)
                        .as(name)
                        .anyMatch(setting -> variable(setting).equals(name)));
    }

    @Test
    void everyVariableOfTheWorkerIsASettingOfIt() throws Exception {
        URL classes = HOME.resolve("gpu-worker/target/classes").toUri().toURL();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes}, getClass().getClassLoader())) {
            Set<String> known = components("imece", loader.loadClass("imece.worker.WorkerSettings"));
            Set<String> used = new TreeSet<>(environment("gpu-worker").keySet());
            Matcher set = Pattern.compile("ENV (\\w+)=").matcher(text("gpu-worker/Dockerfile"));
            while (set.find()) {
                used.add(set.group(1));
            }

            assertThat(used)
                    .contains("IMECE_BROKER_URI")
                    .allSatisfy(name -> assertThat(known)
                            .as(name)
                            .anyMatch(setting -> variable(setting).equals(name)));
        }
    }

    @Test
    void addressesNameServicesPortsAndUsersThatAreThere() {
        Map<String, String> gateway = environment("gateway");
        URI broker = URI.create(plain(value(gateway, "IMECE_BROKER_URI")));
        URI database = URI.create(plain(value(gateway, "SPRING_DATASOURCE_URL")).substring("jdbc:".length()));
        URI upload = URI.create(usual(value(gateway, "IMECE_GATEWAY_UPLOADURLS")));
        URI worker = URI.create(plain(value(environment("gpu-worker"), "IMECE_BROKER_URI")));

        assertThat(services()).contains(broker.getHost(), database.getHost(), upload.getHost(), worker.getHost());
        assertThat(String.valueOf(upload.getPort())).isEqualTo(gateway.get("SERVER_PORT"));
        assertThat(ports("gateway")).containsExactly("8080:8080");
        assertThat(gateway.get("SERVER_PORT")).isEqualTo("8080");
        assertThat(ports("rabbitmq")).contains(broker.getPort() + ":" + worker.getPort());
        assertThat(database.getPath()).isEqualTo("/" + environment("postgres").get("POSTGRES_DB"));
        assertThat(gateway.get("SPRING_DATASOURCE_USERNAME"))
                .isEqualTo(environment("postgres").get("POSTGRES_USER"));
        assertThat(gateway.get("SPRING_DATASOURCE_PASSWORD"))
                .isEqualTo(environment("postgres").get("POSTGRES_PASSWORD"));
        assertThat(broker.getUserInfo()).startsWith("gateway:");
        assertThat(worker.getUserInfo()).startsWith("worker:");
        assertThat(List.of(broker.getPath(), worker.getPath()))
                .containsOnly(
                        "/" + definitions().path("vhosts").path(0).path("name").asString());
        assertThat(definitions()
                        .path("users")
                        .valueStream()
                        .map(user -> user.path("name").asString()))
                .containsExactly("gateway", "worker");
    }

    @Test
    void aWorkerMayDoWhatWorkersDoAndNothingElse() {
        JsonNode worker = permissions("worker");
        String ofJobs = Topology.jobQueue(Topology.DEFAULT_LANE);
        String own = Topology.controlQueue("a worker", "1");
        List<String> everything = List.of(
                Topology.JOBS,
                ofJobs,
                Topology.DEAD,
                Topology.STATUS,
                Topology.STATUS_STORE,
                Topology.LIVE,
                Topology.UPDATES,
                Topology.CONTROL,
                own);

        assertThat(everything).allMatch(name -> may(worker, "configure", name));
        assertThat(everything.stream().filter(name -> may(worker, "write", name)))
                .containsExactly(ofJobs, Topology.DEAD, Topology.STATUS, Topology.STATUS_STORE, Topology.LIVE, own);
        assertThat(everything.stream().filter(name -> may(worker, "read", name)))
                .containsExactly(Topology.JOBS, ofJobs, Topology.DEAD, Topology.STATUS, Topology.CONTROL, own);
        assertThat(everything).allMatch(name -> may(permissions("gateway"), "write", name));
        assertThat(may(worker, "write", "amq.default")).isFalse();
    }

    @Test
    void replicasOfTheWorkerDoNotCollide() {
        assertThat(service("gpu-worker").keySet().stream().map(String::valueOf))
                .doesNotContain("container_name", "hostname", "ports");
        assertThat(environment("gpu-worker").keySet().stream().map(String::valueOf))
                .doesNotContain("IMECE_NAME");
        assertThat(String.valueOf(service("gpu-worker").get("volumes"))).contains("gpu-locks:/var/lib/imece/locks");
        assertThat(text("gpu-worker/Dockerfile")).contains("IMECE_WORKER_LOCKFOLDER=/var/lib/imece/locks");
    }

    @Test
    void nobodyWaitsForTheHealthOfAServiceThatTellsNone() {
        Set<Object> healthy = new HashSet<>();
        services().forEach(name -> {
            if (service(name).containsKey("healthcheck")) {
                healthy.add(name);
            }
        });

        services().forEach(name -> {
            if (service(name).get("depends_on") instanceof Map<?, ?> others) {
                assertThat(healthy).as(name).containsAll(others.keySet());
            }
        });
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
    void everySecretAndChoiceStandsInTheExample() throws IOException {
        Set<String> used = new TreeSet<>();
        Matcher variables = VARIABLE.matcher(text("docker-compose.yml"));
        while (variables.find()) {
            used.add(variables.group(1));
        }
        List<String> offered = Files.readAllLines(HOME.resolve(".env.example")).stream()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .toList();

        assertThat(offered.stream().map(line -> line.substring(0, line.indexOf('='))))
                .containsExactlyInAnyOrderElementsOf(used);
        assertThat(offered).filteredOn(line -> line.contains("PASSWORD")).allMatch(line -> line.endsWith("="));
    }

    @Test
    void theFileForGpusGivesThemToAServiceThatIsThere() {
        Map<?, ?> gpus = (Map<?, ?>) get(yaml("docker-compose.gpu.yml"), "services");

        assertThat(services())
                .containsAll(gpus.keySet().stream().map(String::valueOf).toList());
        assertThat(gpus.toString()).contains("capabilities=[gpu]", "driver=nvidia");
    }

    private Map<?, ?> service(String name) {
        return (Map<?, ?>) get((Map<?, ?>) get(compose, "services"), name);
    }

    private Set<String> services() {
        Set<String> names = new TreeSet<>();
        ((Map<?, ?>) get(compose, "services")).keySet().forEach(name -> names.add(String.valueOf(name)));
        return names;
    }

    private Map<String, String> environment(String service) {
        Map<String, String> environment = new HashMap<>();
        ((Map<?, ?>) get(service(service), "environment"))
                .forEach((name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
        return environment;
    }

    /** Host and container port, without the address that they are bound to. */
    private List<String> ports(String service) {
        List<String> ports = new ArrayList<>();
        for (Object port : (List<?>) get(service(service), "ports")) {
            Matcher pair = Pattern.compile("(\\d+:\\d+)$").matcher(String.valueOf(port));
            assertThat(pair.find()).isTrue();
            ports.add(pair.group(1));
        }
        return ports;
    }

    private JsonNode definitions() {
        Map<?, ?> configs = (Map<?, ?>) get(compose, "configs");
        String content = String.valueOf(get((Map<?, ?>) get(configs, "rabbitmq-definitions"), "content"));
        return JsonMapper.builder().build().readTree(plain(content).replace("$$", "$"));
    }

    private JsonNode permissions(String user) {
        return definitions()
                .path("permissions")
                .valueStream()
                .filter(permission -> permission.path("user").asString().equals(user))
                .findFirst()
                .orElseThrow();
    }

    /** As RabbitMQ reads it: the pattern is looked for, so it must anchor itself. */
    private static boolean may(JsonNode permission, String what, String name) {
        return Pattern.compile(permission.path(what).asString()).matcher(name).find();
    }

    /** Without variables: a word in the place of each. */
    private static String plain(String value) {
        return VARIABLE.matcher(value).replaceAll("secret");
    }

    /** What stands where nothing is set. */
    private static String usual(String value) {
        return value.replaceAll("\\$\\{[A-Z_]+:-([^}]*)}", "$1");
    }

    /** The environment variable of a setting, as Spring Boot reads it. */
    private static String variable(String setting) {
        return setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** Every setting that a record of settings holds. */
    private static Set<String> components(String prefix, Class<?> settings) {
        Set<String> names = new TreeSet<>();
        for (RecordComponent component : settings.getRecordComponents()) {
            String name = prefix + "." + component.getName();
            if (component.getType().isRecord()) {
                names.addAll(components(name, component.getType()));
            } else {
                names.add(name);
            }
        }
        return names;
    }

    /** Every key of a settings file, with dots between. */
    private static Set<String> keys(String file) {
        Set<String> keys = new TreeSet<>();
        flatten("", yaml(file), keys);
        return keys;
    }

    private static void flatten(String prefix, Map<?, ?> map, Set<String> keys) {
        map.forEach((name, value) -> {
            String key = prefix.isEmpty() ? String.valueOf(name) : prefix + "." + name;
            if (value instanceof Map<?, ?> inner) {
                flatten(key, inner, keys);
            } else {
                keys.add(key);
            }
        });
    }

    private static String value(Map<String, String> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static Object get(Map<?, ?> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static Map<?, ?> yaml(String file) {
        Map<?, ?> read = new Yaml().load(text(file));
        return read;
    }

    private static String text(String file) {
        try {
            return Files.readString(HOME.resolve(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
