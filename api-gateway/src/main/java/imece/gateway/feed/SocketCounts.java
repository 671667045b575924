package imece.gateway.feed;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How many sockets are open: of each visitor, of each address, and in all. A place that was taken is given back once, however
 * often its socket ends. For many threads; nothing here is kept of those who have no socket.
 */
final class SocketCounts {

    private final int perVisitor;
    private final int perAddress;
    private final int inAll;
    private final Map<UUID, Integer> visitors = new HashMap<>();
    private final Map<String, Integer> addresses = new HashMap<>();
    private int all;

    SocketCounts(int perVisitor, int perAddress, int inAll) {
        this.perVisitor = perVisitor;
        this.perAddress = perAddress;
        this.inAll = inAll;
    }

    /** Whose limit is reached. */
    enum SocketLimit {
        VISITOR("You have too many connections open. Try again later."),
        ADDRESS("Too many connections come from your address. Try again later."),
        GATEWAY("This gateway has too many connections open. Try again later.");

        private final String sentence;

        SocketLimit(String sentence) {
            this.sentence = sentence;
        }

        /** What a client is told; short enough for a closing frame. */
        String sentence() {
            return sentence;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of a socket that was just opened. */
    sealed interface SocketDecision {
        record Admitted(SocketPlace place) implements SocketDecision {}

        record Full(SocketLimit limit) implements SocketDecision {}
    }

    /** One socket's place among those that are counted. */
    final class SocketPlace {
        private final UUID visitor;
        private final @Nullable String address;
        private final AtomicBoolean taken = new AtomicBoolean(true);

        private SocketPlace(UUID visitor, @Nullable String address) {
            this.visitor = visitor;
            this.address = address;
        }

        /** From now on it counts no more. */
        void free() {
            if (taken.compareAndSet(true, false)) {
                release(visitor, address);
            }
        }
    }

    /**
     * Takes a place, if there is one.
     *
     * @param address null for one without a limit of its own
     */
    synchronized SocketDecision admit(UUID visitor, @Nullable String address) {
        SocketLimit full = full(visitor, address);
        if (full != null) {
            return new SocketDecision.Full(full);
        }
        visitors.merge(visitor, 1, Integer::sum);
        if (address != null) {
            addresses.merge(address, 1, Integer::sum);
        }
        all++;
        return new SocketDecision.Admitted(new SocketPlace(visitor, address));
    }

    /** Whose limit keeps this caller from a place now; null if there is one. */
    synchronized @Nullable SocketLimit full(UUID visitor, @Nullable String address) {
        if (visitors.getOrDefault(visitor, 0) >= perVisitor) {
            return SocketLimit.VISITOR;
        }
        if (address != null && addresses.getOrDefault(address, 0) >= perAddress) {
            return SocketLimit.ADDRESS;
        }
        return all >= inAll ? SocketLimit.GATEWAY : null;
    }

    /** Places that are taken. */
    synchronized int taken() {
        return all;
    }

    /** Visitors and addresses of which anything is kept. */
    synchronized int remembered() {
        return visitors.size() + addresses.size();
    }

    private synchronized void release(UUID visitor, @Nullable String address) {
        visitors.computeIfPresent(visitor, (key, open) -> open == 1 ? null : open - 1);
        if (address != null) {
            addresses.computeIfPresent(address, (key, open) -> open == 1 ? null : open - 1);
        }
        all--;
    }
}
