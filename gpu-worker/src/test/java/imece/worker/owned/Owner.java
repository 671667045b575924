package imece.worker.owned;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A process that owns an engine and does nothing else, for a test that kills it. */
final class Owner {

    private Owner() {}

    public static void main(String[] command) throws InterruptedException {
        new OwnedEngine("gpu-0", new EngineCommand(command[0], null, Map.of()), Duration.ofSeconds(1)).start();
        new CountDownLatch(1).await();
    }
}
