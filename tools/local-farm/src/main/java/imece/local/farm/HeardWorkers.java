package imece.local.farm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which workers a farm's gateways have heard. A worker that is ready has told so; until that has arrived at every gateway,
 * the farm would still refuse what only this worker offers.
 */
final class HeardWorkers {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE_PER_CALL = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE_PER_CALL).build();
    private final List<URI> gateways;
    private final String token;

    /**
     * Nothing is asked yet.
     *
     * @param gateways where they answer
     * @param token the operator's
     */
    HeardWorkers(Collection<URI> gateways, String token) {
        this.gateways = List.copyOf(gateways);
        this.token = token;
    }

    /**
     * Waits until every gateway knows of each of these workers what it offers.
     *
     * @return those of which not every gateway does when the time is over; empty: all are heard
     */
    Set<String> awaitAll(Collection<String> workers, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Set<String> missing = new TreeSet<>(workers);
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            missing = missing(workers);
            if (!missing.isEmpty()) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
        return missing;
    }

    private Set<String> missing(Collection<String> workers) throws InterruptedException {
        Set<String> missing = new TreeSet<>();
        for (URI gateway : gateways) {
            Set<String> there = new TreeSet<>(workers);
            there.removeAll(heardBy(gateway));
            missing.addAll(there);
        }
        return missing;
    }

    private List<String> heardBy(URI gateway) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/api/workers"))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE_PER_CALL)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? namesIn(answer.body()) : List.of();
        } catch (IOException notNow) {
            return List.of();
        }
    }

    /** The names of workers whose slots have all told how they are; of one that is starting the offer is not known yet. */
    static List<String> namesIn(String answer) {
        List<String> names = new ArrayList<>();
        try {
            for (JsonNode worker : JSON.readTree(answer).path("items")) {
                JsonNode slots = worker.path("slots");
                boolean told = !slots.isEmpty()
                        && slots.valueStream()
                                .noneMatch(
                                        slot -> slot.path("state").asString("").equals("starting"));
                if (told && !worker.path("state").asString("").equals("silent")) {
                    names.add(worker.path("id").asString(""));
                }
            }
        } catch (JacksonException unreadable) {
            return List.of();
        }
        return names;
    }
}
