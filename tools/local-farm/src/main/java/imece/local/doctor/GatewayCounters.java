package imece.local.doctor;

import imece.local.doctor.Facts.SenderFacts;
import imece.local.farm.Members;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the gateways of a farm on this machine have counted of messages and who sent them. */
final class GatewayCounters {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private GatewayCounters() {}

    /** The sums over those gateways that answer; empty if none does. */
    static Optional<SenderFacts> ofSenders(List<Integer> ports) {
        return ports.stream()
                .flatMap(port -> metrics(port).stream())
                .map(GatewayCounters::senders)
                .reduce((one, other) ->
                        new SenderFacts(one.unnamed() + other.unnamed(), one.refused() + other.refused()));
    }

    /** Out of a page of metrics as Prometheus reads them. */
    static SenderFacts senders(String metrics) {
        return new SenderFacts(
                count(metrics, "imece_senders_unnamed_total"), count(metrics, "imece_senders_refused_total"));
    }

    private static long count(String metrics, String name) {
        return (long) metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static Optional<String> metrics(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(Members.management(port) + "/actuator/prometheus"))
                .timeout(PATIENCE)
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException silent) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
