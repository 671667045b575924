package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The metrics that docs/operations.md names are those that are there, from the first minute on. */
@ExtendWith(SharedGateway.class)
class MetricsIT {
    private static final Path OPERATIONS =
            Path.of(System.getProperty("imece.home", "..")).resolve("docs/operations.md");
    private static final Set<String> PARTS = Set.of("", "_count", "_sum", "_max");

    @Test
    void everyMetricIsDocumentedAndEveryDocumentedOneIsThere(GatewayUnderTest gateway) throws IOException {
        String scraped = scraped(gateway);
        Set<String> served = scraped.lines()
                .filter(line -> line.startsWith("imece_"))
                .map(line -> line.split("[ {]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = new TreeSet<>();
        Files.readString(OPERATIONS)
                .lines()
                .filter(line -> line.startsWith("| `imece_"))
                .map(line -> line.split("\\|", -1)[1])
                .forEach(cell ->
                        Pattern.compile("`(\\w+)`").matcher(cell).results().forEach(m -> documented.add(m.group(1))));

        assertThat(documented)
                .hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(PARTS)
                        .as("%s is documented and must be served; served are %s", name, served)
                        .anyMatch(part -> served.contains(name + part)));
        assertThat(served)
                .allSatisfy(name -> assertThat(PARTS)
                        .as("%s is served and must stand in docs/operations.md", name)
                        .anyMatch(part -> name.endsWith(part)
                                && documented.contains(name.substring(0, name.length() - part.length()))));
        assertThat(scraped)
                .containsPattern("imece_pictures_free_bytes [1-9]")
                .containsPattern("imece_gpu_utilisation_ratio\\{.*} 0.4")
                .containsPattern("imece_slots\\{.*state=\"quarantined\".*} 0");
    }

    /** With a worker that tells how its GPU is: who has none has no figures. */
    private static String scraped(GatewayUnderTest gateway) {
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            worker.beat();
            gateway.newcomer()
                    .get("/api/options", "X-Forwarded-For", "203.0.113.7")
                    .expect(200);
            gateway.tick("count-line");
            gateway.tick("measure-disk");
            Within.bounds().until(() -> {
                gateway.tick("count-slots");
                return gateway.probe()
                        .get("/actuator/prometheus")
                        .expect(200)
                        .text()
                        .contains(worker.name());
            });
            return gateway.probe().get("/actuator/prometheus").expect(200).text();
        }
    }
}
