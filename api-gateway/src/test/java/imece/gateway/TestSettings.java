package imece.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of a gateway that keeps everything in one folder. */
public final class TestSettings {

    private TestSettings() {}

    public static GatewaySettings in(Path folder, @Nullable String publicUrl) {
        return new GatewaySettings(
                publicUrl == null ? null : URI.create(publicUrl),
                List.of(),
                List.of(),
                List.of(URI.create("http://one:8080"), URI.create("http://two:8081/")),
                folder.resolve("pictures"),
                folder.resolve("gateway.key"),
                folder.resolve("operator.token"),
                Duration.ofMinutes(10),
                8,
                100,
                10_000,
                1 << 20);
    }
}
