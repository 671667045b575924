package imece.local.drill.users;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The gateways' addresses and how one knocks. */
public record Doors(List<String> urls) {
    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private static final Duration PATIENCE = Duration.ofSeconds(6);

    /** The address with this number, counted around. */
    String url(int number) {
        return urls.get(Math.floorMod(number, urls.size()));
    }

    /** The answer, or nothing where none came: what was asked for may have been done. */
    <T> Optional<HttpResponse<T>> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return Optional.of(HTTP.send(request.timeout(PATIENCE).build(), body));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Waits until every gateway answers; false if the time was over before. */
    public boolean awaitAll(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!IntStream.range(0, urls.size()).allMatch(this::isReady)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(200);
        }
        return true;
    }

    private boolean isReady(int gateway) {
        var request = HttpRequest.newBuilder(URI.create(url(gateway) + "/actuator/health/readiness"));
        return send(request, HttpResponse.BodyHandlers.discarding())
                .filter(answer -> answer.statusCode() == 200)
                .isPresent();
    }

    /** A request at that gateway, in the name of this visitor. */
    HttpRequest.Builder request(int gateway, String path, String cookie) {
        return HttpRequest.newBuilder(URI.create(url(gateway) + path)).header("Cookie", cookie);
    }
}
