package imece.local.doctor;

import imece.local.doctor.Facts.CallerFacts;
import imece.local.doctor.Facts.SenderFacts;
import imece.local.farm.Members;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the gateways of a farm on this machine have counted of messages and calls, and of who sent them. */
final class GatewayCounters {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String FORWARDED = "imece_calls_forwarded_total{";
    private static final Pattern ADDRESS = Pattern.compile("address=\"([^\"]*)\"");

    private GatewayCounters() {}

    /** The pages of metrics of those gateways that answer. */
    static List<String> pages(List<Integer> ports) {
        return ports.stream().flatMap(port -> metrics(port).stream()).toList();
    }

    /** The sums over these pages; empty if there is none. */
    static Optional<SenderFacts> ofSenders(List<String> pages) {
        return pages.stream()
                .map(GatewayCounters::senders)
                .reduce((one, other) ->
                        new SenderFacts(one.unnamed() + other.unnamed(), one.refused() + other.refused()));
    }

    /** The same of calls. */
    static Optional<CallerFacts> ofCallers(List<String> pages) {
        return pages.stream().map(GatewayCounters::callers).reduce((one, other) -> {
            Map<String, Long> forwarded = new HashMap<>(one.forwarded());
            other.forwarded().forEach((address, calls) -> forwarded.merge(address, calls, Long::sum));
            return new CallerFacts(one.openToAll() || other.openToAll(), one.calls() + other.calls(), forwarded);
        });
    }

    private static CallerFacts callers(String metrics) {
        Map<String, Long> forwarded = new HashMap<>();
        metrics.lines().filter(line -> line.startsWith(FORWARDED)).forEach(line -> {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                forwarded.merge(address.group(1), (long) value(line), Long::sum);
            }
        });
        return new CallerFacts(count(metrics, "imece_open_to_all") > 0, count(metrics, "imece_calls_total"), forwarded);
    }

    /** Out of a page of metrics as Prometheus reads them. */
    static SenderFacts senders(String metrics) {
        return new SenderFacts(
                count(metrics, "imece_senders_unnamed_total"), count(metrics, "imece_senders_refused_total"));
    }

    private static long count(String metrics, String name) {
        return (long) metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(GatewayCounters::value)
                .sum();
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
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
