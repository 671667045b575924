package imece.broker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what may get lost, in order and on a thread of its own: a broker that hangs or holds publishers back makes nobody wait
 * who has something to say. Of too much the oldest is dropped.
 *
 * @param <M> a message
 */
public final class LossyPublisher<M> {

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final int mostWaiting;
    private final Consumer<M> sender;
    private final BiConsumer<M, RuntimeException> failed;
    private final Thread thread;
    private final AtomicLong dropped = new AtomicLong();
    private final Deque<M> waiting = new ArrayDeque<>();
    private boolean closed;

    /**
     * One that keeps what it is given until it is started.
     *
     * @param thread the name of its thread
     * @param mostWaiting so many messages wait at most
     * @param sender sends one message; may hang
     * @param failed hears which message could not be sent, and why; that message is lost
     */
    public LossyPublisher(String thread, int mostWaiting, Consumer<M> sender, BiConsumer<M, RuntimeException> failed) {
        this.mostWaiting = mostWaiting;
        this.sender = sender;
        this.failed = failed;
        this.thread = Thread.ofPlatform().name(thread).daemon().unstarted(this::sendAll);
    }

    /** Begins to send. */
    public void start() {
        thread.start();
    }

    /** The message goes out soon, or never. Does not wait. */
    public synchronized void offer(M message) {
        if (closed) {
            dropped.incrementAndGet();
            return;
        }
        if (waiting.size() == mostWaiting) {
            waiting.removeFirst();
            dropped.incrementAndGet();
        }
        waiting.addLast(message);
        notifyAll();
    }

    /** Drops all that waits. */
    public synchronized void clear() {
        dropped.addAndGet(waiting.size());
        waiting.clear();
    }

    /** How many messages were dropped so far, because there were too many, because of {@link #clear}, or after the end. */
    public long dropped() {
        return dropped.get();
    }

    /** Takes nothing more, and ends; what waits still goes out if the broker takes it within a second. */
    public void close() throws InterruptedException {
        close(LAST_WORDS);
    }

    /** The same, with another time than a second. */
    public void close(Duration patience) throws InterruptedException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.join(patience.toMillis());
        clear();
        thread.interrupt();
    }

    private void sendAll() {
        try {
            for (M message = next(); message != null; message = next()) {
                send(message);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable M next() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        return waiting.pollFirst();
    }

    private void send(M message) {
        try {
            sender.accept(message);
        } catch (RuntimeException e) {
            // The client's own exceptions come through where a connection dies in between; this thread is the only one.
            failed.accept(message, e);
        }
    }
}
