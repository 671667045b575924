package imece.local.farm;

import imece.local.nodes.ServerNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** PostgreSQL or RabbitMQ as a member; they end within seconds by themselves, so neither patience nor hurry matters. */
public record ServerMember(ServerNode node) implements Member {
    @Override
    public String name() {
        return node.name();
    }

    @Override
    public void start() {
        node.start();
    }

    @Override
    public void stop(Duration patience, CompletableFuture<Void> hurry) {
        node.stop();
    }

    @Override
    public Optional<ProcessHandle> process() {
        return node.process();
    }

    @Override
    public String address() {
        return node.address();
    }
}
