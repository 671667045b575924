package imece.local.behaviour;

import static org.awaitility.Awaitility.await;

import imece.local.nodes.DebianPackages;
import imece.local.os.CacheFolder;
import imece.local.os.FreePorts;
import imece.local.os.ProcessEnding;
import imece.local.os.Steps;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** nginx or Caddy as Debian ships it, with the file in {@code deploy} that people copy, on loopback before one gateway. */
final class ReverseProxy implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("imece.home")).toAbsolutePath();
    private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu:usr/lib/aarch64-linux-gnu";

    /** Which one. */
    enum Kind {
        NGINX("nginx", "deploy/nginx.conf", "nginx", "libpcre2-8-0", "libcrypt1", "libssl3", "zlib1g"),
        CADDY("caddy", "deploy/Caddyfile", "caddy");

        private final String program;
        private final String file;

        @SuppressWarnings("ImmutableEnumChecker") // List.of
        private final List<String> packages;

        Kind(String program, String file, String... packages) {
            this.program = program;
            this.file = file;
            this.packages = List.of(packages);
        }
    }

    private final Kind kind;
    private final Path folder;
    private final int port = FreePorts.any(2);
    private final SelfSignedCertificate certificate;
    private @Nullable Process process;

    /** One that does not run yet; all that it writes goes into the folder. */
    ReverseProxy(Kind kind, Path folder) throws Exception {
        this.kind = kind;
        this.folder = folder;
        this.certificate = SelfSignedCertificate.of("localhost", folder);
    }

    /** Where it answers. */
    URI address() {
        return URI.create("https://localhost:" + port);
    }

    /** What a client has that trusts it. */
    SSLContext trust() throws Exception {
        return certificate.trust();
    }

    /** Starts it before the gateway at this port; returns when it answers. */
    void start(int gateway) throws IOException {
        Path programs = CacheFolder.ofUser()
                .filled(
                        kind.program + "-" + DebianPackages.system(),
                        draft -> DebianPackages.unpack(kind.program, kind.packages, draft, Steps.silent(), ""));
        String asShipped = Files.readString(HOME.resolve(kind.file));
        ProcessBuilder command = switch (kind) {
            case NGINX -> nginx(programs, asShipped, gateway);
            case CADDY -> caddy(programs, asShipped, gateway);
        };
        Path log = folder.resolve(kind.program + ".log");
        Process started = command.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(folder.toFile())
                .start();
        process = started;
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            if (!started.isAlive()) {
                throw new AssertionError(Files.readString(log));
            }
            return !FreePorts.isFree("127.0.0.1", port);
        });
    }

    private ProcessBuilder nginx(Path programs, String asShipped, int gateway) throws IOException {
        String server = asShipped
                .replace("listen 80;", "listen 127.0.0.1:%d;".formatted(port + 1))
                .replace("listen 443 ssl;", "listen 127.0.0.1:%d ssl;".formatted(port))
                .replaceAll("listen \\[::].*;", "")
                .replace(
                        "/etc/letsencrypt/live/farm.example.org/fullchain.pem",
                        certificate.chain().toString())
                .replace(
                        "/etc/letsencrypt/live/farm.example.org/privkey.pem",
                        certificate.key().toString())
                .replace("127.0.0.1:8080", "127.0.0.1:" + gateway)
                .replace("farm.example.org", "localhost");
        Path file = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                %2$s}
                """.formatted(folder, server));
        ProcessBuilder command = new ProcessBuilder(
                programs.resolve("usr/sbin/nginx").toString(),
                "-e",
                "stderr",
                "-p",
                folder.toString(),
                "-c",
                file.toString());
        StringBuilder libraries = new StringBuilder();
        for (String each : LIBRARIES.split(":", -1)) {
            libraries.append(programs.resolve(each)).append(':');
        }
        command.environment().put("LD_LIBRARY_PATH", libraries.toString());
        return command;
    }

    private ProcessBuilder caddy(Path programs, String asShipped, int gateway) throws IOException {
        String server = asShipped
                .replace("{\n\tservers {", "{\n\tadmin off\n\tauto_https disable_redirects\n\tservers {")
                .replace(
                        "farm.example.org {",
                        "https://localhost:%d {\n\tbind 127.0.0.1\n\ttls %s %s"
                                .formatted(port, certificate.chain(), certificate.key()))
                .replace("127.0.0.1:8080", "127.0.0.1:" + gateway);
        Path file = Files.writeString(folder.resolve("Caddyfile"), server);
        ProcessBuilder command = new ProcessBuilder(
                programs.resolve("usr/bin/caddy").toString(),
                "run",
                "--config",
                file.toString(),
                "--adapter",
                "caddyfile");
        command.environment().put("XDG_DATA_HOME", folder.toString());
        command.environment().put("XDG_CONFIG_HOME", folder.toString());
        return command;
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            ProcessEnding.of(running.toHandle(), "TERM", Duration.ofSeconds(10));
        }
    }
}
