package imece.local.faults;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/** A program that holds a GPU's lock file and hangs. */
final class LockHolding {

    private LockHolding() {}

    public static void main(String[] file) throws Exception {
        try (FileChannel channel =
                FileChannel.open(Path.of(file[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                System.out.println("holding");
                new CountDownLatch(1).await();
            }
        }
    }
}
