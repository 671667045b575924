package imece.local.os;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** TCP ports nobody listens on. */
public final class FreePorts {
    /** Below the range from which systems draw ports for outgoing connections, so that a server finds its port again. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 31_999;

    private FreePorts() {}

    /** A random free port on loopback. */
    public static int any() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST))
                .limit(1_000)
                .filter(port -> isFree("127.0.0.1", port))
                .findFirst()
                .orElseThrow(() -> new CommandProblem(
                        "No free TCP port between %d and %d was found. End some servers and start again."
                                .formatted(LOWEST, HIGHEST)));
    }

    /** Could a server listen there now? The address is a name or number, as "127.0.0.1". */
    public static boolean isFree(String address, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** The port kept in this file, so that a restarted server is found where it was; drawn anew if a stranger took it. */
    public static int kept(Path file) {
        try {
            int port = Integer.parseInt(Files.readString(file).strip());
            if (isFree("127.0.0.1", port)) {
                return port;
            }
        } catch (IOException | NumberFormatException absent) {
            // The first start, or a broken file: draw one.
        }
        int drawn = any();
        PrivateFiles.write(file, drawn + "\n");
        return drawn;
    }
}
