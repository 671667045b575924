package imece.local;

import imece.local.nodes.NodePlace;
import imece.local.nodes.RabbitNode;
import imece.local.os.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.rabbitmq.RabbitMQContainer;

/** Where the tests' RabbitMQ comes from. */
sealed interface TestRabbit extends AutoCloseable {
    String origin();

    /** The URI of an empty virtual host: one of this name, where more than one can be had. */
    String fresh(String name);

    /** Whether there is one virtual host for all, so that whoever asks takes it from whoever had it. */
    boolean onlyOne();

    @Override
    void close();

    static TestRabbit start() {
        String given = System.getenv("IMECE_TEST_RABBITMQ");
        if (given != null) {
            return new Given(given);
        }
        if (TestServers.dockerRuns()) {
            RabbitMQContainer container = new RabbitMQContainer("rabbitmq:4-management");
            container.start();
            return new Container(container);
        }
        try {
            Path home = Files.createTempDirectory("imece-test-rabbitmq");
            RabbitNode node = new RabbitNode(NodePlace.quiet(home));
            node.start();
            return new Node(node, home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** AMQP makes no virtual hosts, so the one that the URI names is emptied for each that asks. */
    record Given(String uri) implements TestRabbit {
        @Override
        public String origin() {
            return "given by IMECE_TEST_RABBITMQ";
        }

        @Override
        public String fresh(String name) {
            EmptyingHost.forgetTheFarm(uri);
            return uri;
        }

        @Override
        public boolean onlyOne() {
            return true;
        }

        @Override
        public void close() {
            // Not ours to end.
        }
    }

    record Container(RabbitMQContainer server) implements TestRabbit {
        @Override
        public String origin() {
            return "in a container";
        }

        @Override
        public boolean onlyOne() {
            return false;
        }

        @Override
        public String fresh(String name) {
            rabbitmqctl("add_vhost", name);
            rabbitmqctl("set_permissions", "-p", name, server.getAdminUsername(), ".*", ".*", ".*");
            return "amqp://%s:%s@%s:%d/%s"
                    .formatted(
                            server.getAdminUsername(),
                            server.getAdminPassword(),
                            server.getHost(),
                            server.getAmqpPort(),
                            name);
        }

        private void rabbitmqctl(String... words) {
            try {
                String[] command = new String[words.length + 1];
                command[0] = "rabbitmqctl";
                System.arraycopy(words, 0, command, 1, words.length);
                var outcome = server.execInContainer(command);
                if (outcome.getExitCode() != 0) {
                    throw new IllegalStateException(outcome.getStderr());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            server.stop();
        }
    }

    record Node(RabbitNode node, Path home) implements TestRabbit {
        @Override
        public String origin() {
            return "as a private node";
        }

        @Override
        public boolean onlyOne() {
            return false;
        }

        @Override
        public String fresh(String name) {
            node.addVirtualHost(name);
            return node.uri(name);
        }

        @Override
        public void close() {
            node.stop();
            PrivateFiles.deleteTree(home);
        }
    }
}
