package imece.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the programs say that they carry, and whether advisories were looked up for just that. */
class BillOfMaterialsIT {
    private static final Path HOME = Path.of(System.getProperty("imece.home"));
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The library's group and name in the bill, and its name in SECURITY.md. */
    private static final Map<String, String> READS_WHAT_COMES_FROM_OUTSIDE = Map.ofEntries(
            Map.entry("org.apache.tomcat.embed:tomcat-embed-core", "Apache Tomcat (embedded)"),
            Map.entry("org.springframework:spring-web", "Spring Framework"),
            Map.entry("org.springframework.boot:spring-boot", "Spring Boot"),
            Map.entry("tools.jackson.core:jackson-databind", "Jackson"),
            Map.entry("com.fasterxml.jackson.core:jackson-databind", "Jackson 2"),
            Map.entry("com.rabbitmq:amqp-client", "RabbitMQ's Java client"),
            Map.entry("org.postgresql:postgresql", "PostgreSQL's JDBC driver"),
            Map.entry("org.springframework.security:spring-security-web", "Spring Security"),
            Map.entry("org.springframework.session:spring-session-jdbc", "Spring Session JDBC"),
            Map.entry("com.nimbusds:nimbus-jose-jwt", "Nimbus JOSE + JWT, for OpenID Connect"),
            Map.entry("com.bucket4j:bucket4j_jdk17-core", "Bucket4j"),
            Map.entry("com.github.ben-manes.caffeine:caffeine", "Caffeine"));

    @Test
    void eachProgramCarriesOne() throws IOException {
        for (String program : List.of("api-gateway", "gpu-worker")) {
            assertThat(components(program)).as(program).hasSizeGreaterThan(20).containsKey("com.rabbitmq:amqp-client");
        }
    }

    @Test
    void advisoriesWereLookedUpForTheVersionsThatAreCarried() throws IOException {
        Map<String, String> carried = components("api-gateway");
        List<String> rows = ComposeFile.text("SECURITY.md")
                .lines()
                .filter(line -> line.startsWith("| "))
                .toList();

        READS_WHAT_COMES_FROM_OUTSIDE.forEach((library, name) -> assertThat(rows)
                .as("a row of %s in SECURITY.md", name)
                .anySatisfy(row -> assertThat(row).startsWith("| " + name + " | " + carried.get(library))));
    }

    private static Map<String, String> components(String program) throws IOException {
        Path jar = HOME.resolve(program).resolve("target").resolve(program + "-exec.jar");
        try (JarFile open = new JarFile(jar.toFile());
                InputStream bill = open.getInputStream(open.getJarEntry("META-INF/sbom/application.cdx.json"))) {
            Map<String, String> components = new TreeMap<>();
            for (JsonNode each : JSON.readTree(bill).path("components")) {
                components.put(
                        each.path("group").asString() + ":" + each.path("name").asString(),
                        each.path("version").asString());
            }
            return components;
        }
    }
}
