package imece.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a compose file says. */
public record ComposeFile(Map<?, ?> read) {
    /** A variable of the environment, with what stands for it where it is not set; none with two dollars. */
    static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)(?::[-?][^}]*)?}");

    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));

    /** One in the repository. */
    public static ComposeFile read(String file) {
        return new ComposeFile(yaml(file));
    }

    Set<String> services() {
        Set<String> names = new TreeSet<>();
        part(read, "services").keySet().forEach(name -> names.add(String.valueOf(name)));
        return names;
    }

    Map<?, ?> service(String name) {
        return part(part(read, "services"), name);
    }

    Map<?, ?> network(String name) {
        return part(part(read, "networks"), name);
    }

    Map<String, String> environment(String service) {
        Map<String, String> environment = new HashMap<>();
        part(service(service), "environment")
                .forEach((name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
        return environment;
    }

    String environment(String service, String variable) {
        return Objects.requireNonNull(environment(service).get(variable), variable);
    }

    /** Host and container port, without the address that they are bound to. */
    List<String> ports(String service) {
        List<String> ports = new ArrayList<>();
        for (Object port : (List<?>) Objects.requireNonNull(service(service).get("ports"))) {
            Matcher pair = Pattern.compile("(\\d+:\\d+)$").matcher(String.valueOf(port));
            assertThat(pair.find()).isTrue();
            ports.add(pair.group(1));
        }
        return ports;
    }

    /** Users and permissions that the broker is given. */
    JsonNode definitions() {
        Object content = part(part(read, "configs"), "rabbitmq-definitions").get("content");
        return JsonMapper.builder()
                .build()
                .readTree(plain(String.valueOf(content)).replace("$$", "$"));
    }

    /** What the broker lets a user do: patterns under configure, write and read. */
    public JsonNode permissions(String user) {
        return definitions()
                .path("permissions")
                .valueStream()
                .filter(permission -> permission.path("user").asString().equals(user))
                .findFirst()
                .orElseThrow();
    }

    /** Without variables: a word in the place of each. */
    static String plain(String value) {
        return VARIABLE.matcher(value).replaceAll("secret");
    }

    /** What stands where nothing is set. */
    static String usual(String value) {
        return value.replaceAll("\\$\\{[A-Z_]+:-([^}]*)}", "$1");
    }

    /** What a YAML file of the repository holds. */
    public static Map<?, ?> yaml(String file) {
        Map<?, ?> read = new Yaml().load(text(file));
        return read;
    }

    /** A file of the repository. */
    static String text(String file) {
        try {
            return Files.readString(HOME.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<?, ?> part(Map<?, ?> of, String name) {
        return (Map<?, ?>) Objects.requireNonNull(of.get(name), name);
    }
}
