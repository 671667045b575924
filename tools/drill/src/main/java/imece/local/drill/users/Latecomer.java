package imece.local.drill.users;

import imece.client.ApiClient;
import imece.client.FeedConnection;
import imece.client.FeedListener;
import imece.client.Pace;
import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** Somebody with a credential that is about to end, who listens and asks on with it, and writes down what comes of that. */
final class Latecomer implements AutoCloseable {
    private static final Duration OPENING = Duration.ofSeconds(2);
    private static final long EVERY_MILLIS = 300;

    /** As the history says of a socket that something was heard on. */
    private static final int SWITCHED = 101;

    private final String credential;
    private final ApiClient shown;
    private final UUID job;
    private final Doors doors;
    private final History history;
    private final List<FeedConnection> sockets = new ArrayList<>();

    /**
     * Listens at every gateway from now on.
     *
     * @param job one of its own: what a stranger is not shown
     */
    Latecomer(String credential, ApiClient shown, UUID job, Doors doors, History history) {
        this.credential = credential;
        this.shown = shown;
        this.job = job;
        this.doors = doors;
        this.history = history;
        for (int gateway = 0; gateway < doors.urls().size(); gateway++) {
            try {
                sockets.add(doors.at(gateway, shown)
                        .within(OPENING)
                        .feed(new Ear(), Pace.AT_ONCE)
                        .join());
            } catch (CompletionException notNow) {
                // Then there is nothing to be closed at this gateway.
            }
        }
    }

    /** From now on it is to get nothing more, and goes on asking for so long. */
    void goOn(Duration length) throws InterruptedException {
        history.note(new Entry.Ended(System.currentTimeMillis(), credential));
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            for (int gateway = 0; gateway < doors.urls().size(); gateway++) {
                long sent = System.currentTimeMillis();
                doors.send(doors.request(gateway, "/api/jobs/" + job, shown), BodyHandlers.discarding())
                        .ifPresent(answer -> history.note(new Entry.Tried(sent, credential, answer.statusCode())));
            }
            Thread.sleep(EVERY_MILLIS);
        }
    }

    @Override
    public void close() {
        sockets.forEach(FeedConnection::close);
    }

    private final class Ear implements FeedListener {
        @Override
        public void text(String frame) {
            heard();
        }

        @Override
        public void preview(byte[] frame) {
            heard();
        }

        @Override
        public void pinged() {
            heard();
        }

        @Override
        public void ended(int code) {
            // Nothing more is heard.
        }

        private void heard() {
            history.note(new Entry.Tried(System.currentTimeMillis(), credential, SWITCHED));
        }
    }
}
