package imece.local.drill.users;

import imece.client.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The gateways' addresses and how one knocks.
 *
 * @param urls where people reach each gateway
 * @param probes where each tells how it is
 */
public record Doors(List<String> urls, List<String> probes) {
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private URI address(int number) {
        return URI.create(urls.get(Math.floorMod(number, urls.size())));
    }

    /** Whose door the one with this number is, counted around. */
    String name(int number) {
        return "gateway-" + (Math.floorMod(number, urls.size()) + 1);
    }

    /** Somebody new at the first gateway, before the storm. */
    ApiClient newcomer() {
        try {
            return ApiClient.newcomer(address(0), PATIENCE);
        } catch (IOException e) {
            throw new IllegalStateException("The first gateway does not answer before the storm.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Somebody whom no gateway knows. */
    ApiClient stranger() {
        return new ApiClient(address(0), PATIENCE);
    }

    /** The same visitor at the gateway with this number, counted around. */
    ApiClient at(int gateway, ApiClient visitor) {
        return visitor.at(address(gateway));
    }

    /** The answer, or nothing where none came: what was asked for may have been done. */
    <T> Optional<HttpResponse<T>> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return Optional.of(ApiClient.send(request, body));
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
        return answers(URI.create(probes.get(gateway)), "/actuator/health/readiness")
                && answers(address(gateway), "/favicon.svg");
    }

    private boolean answers(URI where, String path) {
        return send(new ApiClient(where, PATIENCE).request(path), HttpResponse.BodyHandlers.discarding())
                .filter(answer -> answer.statusCode() < 500)
                .isPresent();
    }

    /** A request at that gateway, in the name of this visitor. */
    HttpRequest.Builder request(int gateway, String path, ApiClient visitor) {
        return at(gateway, visitor).request(path);
    }
}
