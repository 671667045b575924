package imece.local;

import imece.local.nodes.NodePlace;
import imece.local.nodes.PostgresNode;
import imece.local.os.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.stream.Stream;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Where the tests' PostgreSQL comes from. */
sealed interface TestPostgres extends AutoCloseable {
    String origin();

    TestServers.Fresh fresh(String name, String brokerUri);

    @Override
    void close();

    static TestPostgres start() {
        String given = System.getenv("IMECE_TEST_POSTGRES");
        if (given != null) {
            return new Given(given);
        }
        if (TestServers.dockerRuns()) {
            PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
            container.start();
            return new Container(container);
        }
        try {
            Path home = Files.createTempDirectory("imece-test-postgres");
            PostgresNode node = new PostgresNode(NodePlace.quiet(home));
            node.start();
            return new Node(node, home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JDBC URL with user and password in it; the user must be allowed to make databases. */
    record Given(String url) implements TestPostgres {
        @Override
        public String origin() {
            return "given by IMECE_TEST_POSTGRES";
        }

        @Override
        public TestServers.Fresh fresh(String name, String brokerUri) {
            createDatabase(url, name);
            return new TestServers.Fresh(
                    url.replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"),
                    property("user"),
                    property("password"),
                    brokerUri);
        }

        private String property(String name) {
            try {
                return Stream.of(DriverManager.getDriver(url).getPropertyInfo(url, new Properties()))
                        .filter(each -> each.name.equals(name) && each.value != null)
                        .map(each -> each.value)
                        .findFirst()
                        .orElse("");
            } catch (SQLException e) {
                throw new IllegalStateException(
                        "IMECE_TEST_POSTGRES: expected jdbc:postgresql://host/db?user=…&password=…", e);
            }
        }

        @Override
        public void close() {
            // Not ours to end.
        }
    }

    record Container(PostgreSQLContainer server) implements TestPostgres {
        @Override
        public String origin() {
            return "in a container";
        }

        @Override
        public TestServers.Fresh fresh(String name, String brokerUri) {
            String url = server.getJdbcUrl();
            createDatabase(url + "&user=" + server.getUsername() + "&password=" + server.getPassword(), name);
            return new TestServers.Fresh(
                    url.replaceFirst("/" + server.getDatabaseName() + "(\\?|$)", "/" + name + "$1"),
                    server.getUsername(),
                    server.getPassword(),
                    brokerUri);
        }

        @Override
        public void close() {
            server.stop();
        }
    }

    record Node(PostgresNode node, Path home) implements TestPostgres {
        @Override
        public String origin() {
            return "as a private node";
        }

        @Override
        public TestServers.Fresh fresh(String name, String brokerUri) {
            node.createDatabase(name);
            return new TestServers.Fresh(node.jdbcUrl(name), PostgresNode.USER, node.password(), brokerUri);
        }

        @Override
        public void close() {
            node.stop();
            PrivateFiles.deleteTree(home);
        }
    }

    private static void createDatabase(String url, String name) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("The test database could not be made: " + e.getMessage(), e);
        }
    }
}
