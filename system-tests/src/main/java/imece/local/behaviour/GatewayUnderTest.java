package imece.local.behaviour;

import imece.clock.MonotonicClock;
import imece.contract.Topology;
import imece.gateway.Gateway;
import imece.local.TestEnvironment;
import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import imece.local.os.FreePorts;
import imece.local.os.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** The real gateway inside this JVM, on an empty database and an empty virtual host. */
final class GatewayUnderTest implements AutoCloseable {
    private final Fresh servers;
    private final Path folder;
    private final int port = FreePorts.any();
    private final List<String> settings;
    private final List<Browser> visitors = new CopyOnWriteArrayList<>();
    private final MovedClock clock = new MovedClock();
    private ConfigurableApplicationContext running;

    private GatewayUnderTest(Fresh servers, List<String> settings) {
        this.servers = servers;
        this.settings = settings;
        try {
            this.folder = Files.createTempDirectory("imece-gateway");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.running = run();
    }

    /** Starts one; settings look like {@code --imece.gateway.max-waiting=3}. */
    static GatewayUnderTest start(Class<?> test, String... settings) {
        return start(TestServers.fresh(test), settings);
    }

    /** Starts one on these servers. */
    static GatewayUnderTest start(Fresh servers, String... settings) {
        return new GatewayUnderTest(servers, List.of(settings));
    }

    /** Ends it and starts it again on the same port, database, broker and folder. */
    void restart() {
        running.close();
        running = run();
    }

    /** Its clock shows so much more from now on; the database's does not. */
    void pass(Duration time) {
        clock.pass(time);
    }

    /** Somebody sets its machine's clock by so much; negative = back. No time passes. */
    void setClock(Duration by) {
        clock.set(by);
    }

    /** A part of it, by its name. */
    <T> T part(String name, Class<T> type) {
        return running.getBean(name, type);
    }

    /** All of its parts of a kind, by their names. */
    <T> Map<String, T> parts(Class<T> type) {
        return running.getBeansOfType(type);
    }

    /** From now on whatever it publishes inside is told to this one, too. */
    void listen(ApplicationListener<?> listener) {
        running.addApplicationListener(listener);
    }

    /** Does now what it else does now and then; {@code task} is its name, such as {@code purge-answers}. */
    void tick(String task) {
        task(task).getTask().getRunnable().run();
    }

    /** How often it does this by itself. */
    Duration every(String task) {
        return ((IntervalTask) task(task).getTask()).getIntervalDuration();
    }

    private ScheduledTask task(String name) {
        return running.getBeansOfType(ScheduledTaskHolder.class).values().stream()
                .flatMap(holder -> holder.getScheduledTasks().stream())
                .filter(task -> task.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing is scheduled that is called " + name));
    }

    /** A visitor without a cookie yet. */
    Browser newcomer() {
        Browser browser = new Browser(url());
        visitors.add(browser);
        return browser;
    }

    /** Whoever asks how it is, on the port that is for that. */
    Browser probe() {
        return new Browser(URI.create("http://127.0.0.1:" + probePort()));
    }

    /** The port of health and metrics. */
    int probePort() {
        return running.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    /** Whoever shows the operator's token with each call. */
    Browser operator() {
        return newcomer().always("Authorization", "Bearer " + operatorToken());
    }

    String operatorToken() {
        try {
            return Files.readString(folder.resolve("operator.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    String brokerUri() {
        return servers.brokerUri();
    }

    /** The folder of the picture store. */
    Path pictures() {
        return folder.resolve("pictures");
    }

    /** The file with its signing key; what else is to be of the same farm has it, too. */
    Path keyFile() {
        return folder.resolve("gateway.key");
    }

    /** Its signing key. */
    String key() {
        try {
            return Files.readString(keyFile()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Rows rows() {
        return new Rows(servers);
    }

    /** Every visitor so far cancels what is live, and the broker forgets what waits: the next test finds an empty line. */
    void emptyLine() {
        try {
            visitors.forEach(visitor -> visitor.delete("/api/jobs?status=live").expect(202));
        } finally {
            visitors.clear();
        }
        try (Amqp amqp = Amqp.connect(brokerUri())) {
            amqp.emptyLane(Topology.DEFAULT_LANE);
            rows().texts("select distinct lane from jobs").forEach(amqp::emptyLane);
        }
    }

    @Override
    public void close() {
        running.close();
        PrivateFiles.deleteTree(folder);
    }

    /** Settings come from the test and the settings file, and not from variables of whoever runs the tests. */
    private static final class SettingsOfTestOnly extends StandardEnvironment {
        @Override
        protected void customizePropertySources(MutablePropertySources sources) {
            sources.addLast(
                    new PropertiesPropertySource(SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, System.getProperties()));
            sources.addLast(new SystemEnvironmentPropertySource(
                    SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(TestEnvironment.of(System.getenv()))));
        }
    }

    private ConfigurableApplicationContext run() {
        List<String> words = new ArrayList<>(List.of(
                "--imece.name=gateway-test",
                "--imece.data=" + folder,
                "--server.port=" + port,
                "--management.server.port=0",
                "--imece.broker.uri=" + servers.brokerUri(),
                "--spring.datasource.url=" + servers.jdbcUrl(),
                "--spring.datasource.username=" + servers.user(),
                "--spring.datasource.password=" + servers.password()));
        // Tests ask faster than people, and all their workers are heard at once; those of the limits say what they
        // want.
        for (String generous : List.of(
                "--imece.limits.owner.per-minute=1000000",
                "--imece.limits.owner.burst=1000000",
                "--imece.dispatch.listens-first=500ms")) {
            String name = generous.substring(0, generous.indexOf('=') + 1);
            if (settings.stream().noneMatch(setting -> setting.startsWith(name))) {
                words.add(generous);
            }
        }
        words.addAll(settings);
        return Gateway.application()
                .environment(new SettingsOfTestOnly())
                .registerShutdownHook(false)
                .initializers(context -> {
                    GenericApplicationContext parts = (GenericApplicationContext) context;
                    parts.registerBean("movedClock", Clock.class, () -> clock, bean -> bean.setPrimary(true));
                    parts.registerBean(
                            "movedMonotonicClock",
                            MonotonicClock.class,
                            clock::monotonic,
                            bean -> bean.setPrimary(true));
                })
                .run(words.toArray(String[]::new));
    }
}
