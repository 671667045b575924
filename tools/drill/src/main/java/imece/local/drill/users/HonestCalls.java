package imece.local.drill.users;

import imece.client.ApiClient;
import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Somebody who asks for their own jobs ten times a second, one gateway after the other, and notes how long that took. */
public final class HonestCalls implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long EVERY_MILLIS = 100;

    private final Doors doors;
    private final History history;
    private final ApiClient visitor;

    /** Somebody with a cookie of their own; nothing is asked yet. */
    public HonestCalls(Doors doors, History history) {
        this.doors = doors;
        this.history = history;
        this.visitor = doors.newcomer().within(PATIENCE);
    }

    /** Asks until it is interrupted. */
    @Override
    public void run() {
        try {
            for (int call = 0; ; call++) {
                ask(doors.at(call, visitor));
                Thread.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(ApiClient at) throws InterruptedException {
        long begin = System.nanoTime();
        int status = 0;
        try {
            status = ApiClient.send(at.request("/api/jobs?limit=1"), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException none) {
            // Noted as a call without an answer.
        }
        history.note(new Entry.Called(System.currentTimeMillis(), (System.nanoTime() - begin) / 1_000_000, status));
    }
}
