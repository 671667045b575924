package imece.local.farm;

import imece.local.os.LogWatch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** How one sees that a member can work. */
sealed interface MemberReadiness {
    /** Waits. False: it ended before, or the time is over. */
    boolean await(Process process, LogWatch log, Duration limit) throws InterruptedException;

    /** It says so in its log. */
    record Says(String words) implements MemberReadiness {
        @Override
        public boolean await(Process process, LogWatch log, Duration limit) throws InterruptedException {
            return log.await(words, process, limit);
        }
    }

    /** It answers 200 there. */
    record Answers(URI health) implements MemberReadiness {
        private static final HttpClient CLIENT =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

        @Override
        public boolean await(Process process, LogWatch log, Duration limit) throws InterruptedException {
            long deadline = System.nanoTime() + limit.toNanos();
            while (process.isAlive() && System.nanoTime() < deadline) {
                if (answers()) {
                    return true;
                }
                Thread.sleep(100);
            }
            return false;
        }

        private boolean answers() throws InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            try {
                return CLIENT.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException notYet) {
                return false;
            }
        }
    }
}
