package imece.local;

import static org.assertj.core.api.Assertions.assertThat;

import imece.tier.FullRunOnly;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The classes of the last release read what this release writes: its own golden messages, every kind of them. */
@FullRunOnly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LastReleaseReadsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> ROOTS = List.of("RenderJob", "StatusEvent", "LiveEvent", "Order");

    /** Kinds of messages that this release has added: the last one passes them over. */
    private static final Set<String> NEW = Set.of("assign.json");

    private final URLClassLoader last = LastRelease.built().contract();

    @AfterAll
    void close() throws IOException {
        last.close();
    }

    @TestFactory
    Stream<DynamicTest> everyMessageOfThisReleaseIsOneToTheLast() throws IOException {
        Path golden = Path.of(System.getProperty("imece.home"), "common", "golden", "amqp");
        List<Path> files;
        try (Stream<Path> all = Files.list(golden)) {
            files = all.sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(14);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> {
                    byte[] message = Files.readAllBytes(file);
                    if (NEW.contains(String.valueOf(file.getFileName()))) {
                        isPassedOverByTheLast(message);
                    } else {
                        isOneToTheLast(message);
                    }
                }));
    }

    private void isOneToTheLast(byte[] message) throws ReflectiveOperationException {
        List<Object> read = new ArrayList<>();
        for (String root : ROOTS) {
            read(message, root)
                    .filter(each -> !each.getClass().getSimpleName().equals("Unknown"))
                    .ifPresent(read::add);
        }
        assertThat(read).as(new String(message, StandardCharsets.UTF_8)).hasSize(1);
        Object one = read.getFirst();
        assertThat(one.getClass().getClassLoader()).isSameAs(last);
        JsonNode understood = JSON.readTree((byte[]) wire("write", Object.class).invoke(null, one));
        within("", understood, JSON.readTree(message));
    }

    private void isPassedOverByTheLast(byte[] message) throws ReflectiveOperationException {
        for (String root : ROOTS) {
            assertThat(read(message, root)
                            .map(each -> each.getClass().getSimpleName())
                            .orElse("Unknown"))
                    .as(root)
                    .isEqualTo("Unknown");
        }
    }

    private Optional<?> read(byte[] message, String root) throws ReflectiveOperationException {
        return (Optional<?>)
                wire("read", byte[].class, Class.class).invoke(null, message, last.loadClass("imece.contract." + root));
    }

    private Method wire(String name, Class<?>... parameters) throws ReflectiveOperationException {
        return last.loadClass("imece.contract.Wire").getMethod(name, parameters);
    }

    /** Whatever it knows, it has understood as it was said; what it does not know it may have passed over. */
    private static void within(String path, JsonNode understood, JsonNode said) {
        if (understood.isObject()) {
            understood
                    .propertyStream()
                    .forEach(each -> within(path + "/" + each.getKey(), each.getValue(), said.path(each.getKey())));
        } else if (understood.isArray() && understood.size() == said.size()) {
            for (int i = 0; i < understood.size(); i++) {
                within(path + "/" + i, understood.path(i), said.path(i));
            }
        } else {
            assertThat(understood).as(path).isEqualTo(said);
        }
    }
}
