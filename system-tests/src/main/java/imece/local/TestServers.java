package imece.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The real PostgreSQL and RabbitMQ that all integration tests share: started at the first question, closed when the run ends.
 * Where they come from is decided once per run and printed: given ones (IMECE_TEST_POSTGRES with user and password in the
 * JDBC URL, IMECE_TEST_RABBITMQ as an AMQP URI), else containers where Docker runs, else this module's private nodes.
 *
 * <p>A given broker has one virtual host, and it is emptied for each class; no other farm may use it.
 *
 * <p>A test class takes a {@link Fresh} in {@code @BeforeAll}. Tests that stop, kill or wipe a server start nodes of their own.
 */
public final class TestServers {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable TestServers running;
    private static final Deque<Runnable> ENDS_OF_LOANS = new ArrayDeque<>();

    /** An empty database and an empty virtual host that nobody else uses. */
    public record Fresh(String jdbcUrl, String user, String password, String brokerUri) {}

    private final TestPostgres postgres;
    private final TestRabbit rabbit;

    private TestServers(TestPostgres postgres, TestRabbit rabbit) {
        this.postgres = postgres;
        this.rabbit = rabbit;
        System.out.println("Test servers: PostgreSQL " + postgres.origin() + ", RabbitMQ " + rabbit.origin());
    }

    /** A database and a virtual host for one test class, named after it. */
    public static Fresh fresh(Class<?> test) {
        return fresh(test, () -> {});
    }

    /**
     * The same for what outlives its test class.
     *
     * @param takenBack is called when the servers are needed back: before they are closed, or before somebody else gets the
     *     same virtual host because there is only one
     */
    public static synchronized Fresh fresh(Class<?> test, Runnable takenBack) {
        TestServers servers = get();
        if (servers.rabbit.onlyOne()) {
            endLoans();
        }
        ENDS_OF_LOANS.push(takenBack);
        String name = test.getSimpleName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "") + "_"
                + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        return servers.postgres.fresh(name, servers.rabbit.fresh(name));
    }

    private static synchronized TestServers get() {
        TestServers servers = running;
        if (servers == null) {
            servers = new TestServers(TestPostgres.start(), TestRabbit.start());
            running = servers;
        }
        return servers;
    }

    private static void endLoans() {
        while (!ENDS_OF_LOANS.isEmpty()) {
            ENDS_OF_LOANS.pop().run();
        }
    }

    static synchronized void closeAll() {
        endLoans();
        TestServers servers = running;
        if (servers != null) {
            servers.rabbit.close();
            servers.postgres.close();
        }
        running = null;
    }

    /** A Docker engine worth asking: without a socket or a setting the question itself would take seconds. */
    static boolean dockerRuns() {
        return (System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock")))
                && org.testcontainers.DockerClientFactory.instance().isDockerAvailable();
    }
}
