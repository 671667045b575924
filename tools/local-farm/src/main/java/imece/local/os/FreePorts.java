package imece.local.os;

import imece.contract.GatewayPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * TCP ports nobody listens on. A port that was drawn stays reserved until this process ends, since its server starts
 * seconds later: nobody else of this user draws it in between.
 */
public final class FreePorts {
    private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final Pattern FIRST_NUMBER = Pattern.compile("\\s*(\\d{1,5})\\b");
    private static final Range RANGE = range(outgoing());
    private static final @Nullable FileChannel RESERVATIONS = reservations();

    /**
     * Where ports are drawn.
     *
     * @param lowest the first one
     * @param highest the last one
     */
    record Range(int lowest, int highest) {}

    private FreePorts() {}

    /** A random free port on loopback. */
    public static int any() {
        return any(1);
    }

    /** The first of so many free ports on loopback that follow each other. */
    public static int any(int count) {
        return IntStream.generate(() -> ThreadLocalRandom.current()
                        .nextInt(RANGE.lowest, RANGE.highest + 2 - count - GatewayPorts.MANAGEMENT_ABOVE))
                .limit(1_000)
                .filter(first -> IntStream.range(first, first + count).allMatch(FreePorts::take))
                .findFirst()
                .orElseThrow(() -> new CommandProblem(
                        "No free TCP port between %d and %d was found. End some servers and start again."
                                .formatted(RANGE.lowest, RANGE.highest)));
    }

    /** With the one on which a gateway tells how it is, should this become a gateway's. */
    private static boolean take(int port) {
        int management = GatewayPorts.management(port);
        return isFree("127.0.0.1", port) && isFree("127.0.0.1", management) && reserve(port) && reserve(management);
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
                reserve(port);
                return port;
            }
        } catch (IOException | NumberFormatException absent) {
            // The first start, or a broken file: draw one.
        }
        int drawn = any();
        PrivateFiles.write(file, drawn + "\n");
        return drawn;
    }

    /**
     * Below the ports from which the system draws those of outgoing connections, lest one of these take the port of a
     * server that is down for a moment.
     *
     * @param outgoing the system's range, as Linux writes it: "32768 60999"; "" = unknown
     */
    static Range range(String outgoing) {
        Matcher first = FIRST_NUMBER.matcher(outgoing);
        int lowest = first.lookingAt() ? Integer.parseInt(first.group(1)) : 32_768;
        return lowest < 12_000 ? new Range(20_000, 32_767) : new Range(Math.max(10_000, lowest - 12_768), lowest - 1);
    }

    private static String outgoing() {
        try {
            return Files.readString(OUTGOING);
        } catch (IOException unknown) {
            return "";
        }
    }

    /** One byte of this file stands for a port; it is locked for as long as the port is reserved, and nothing written. */
    private static @Nullable FileChannel reservations() {
        try {
            return FileChannel.open(
                    Path.of(System.getProperty("java.io.tmpdir"), "imece-ports-" + System.getProperty("user.name")),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException withoutReservations) {
            return null;
        }
    }

    private static boolean reserve(int port) {
        if (RESERVATIONS == null) {
            return true;
        }
        try {
            return RESERVATIONS.tryLock(port, 1, false) != null;
        } catch (OverlappingFileLockException drawnHere) {
            return false;
        } catch (IOException locksAreNotKnownHere) {
            return true;
        }
    }
}
