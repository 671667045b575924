package imece.local.farm;

import imece.local.farm.FarmState.Condition;
import imece.local.os.Addresses;
import imece.local.os.CommandProblem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls to a farm that runs on this machine, with the operator's token of its data folder: whoever may read that folder needs no
 * password.
 */
public final class OperatorCalls {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> gateways;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /**
     * To the farm of this folder.
     *
     * @throws CommandProblem if none runs, or the folder has no token
     */
    public OperatorCalls(FarmFolder folder) {
        this(
                addresses(new RunningFarm(folder)),
                folder.operatorToken()
                        .orElseThrow(() -> new CommandProblem("There is no operator token in " + folder.root()
                                + ": no gateway of that farm has ever started, or it is not yours to read.")));
        if (gateways.isEmpty()) {
            throw new CommandProblem(
                    "No farm runs on " + folder.root() + ". Start it with ./imece up, and say this again.");
        }
    }

    OperatorCalls(List<String> gateways, String token) {
        this.gateways = List.copyOf(gateways);
        this.token = token;
    }

    private static List<String> addresses(RunningFarm farm) {
        return farm.members().stream()
                .filter(member -> member.name().startsWith("gateway-") && member.condition() != Condition.DOWN)
                .map(member -> "http://" + reachable(member.address()))
                .toList();
    }

    /** One that listens everywhere is reached here. */
    static String reachable(String address) {
        int colon = address.lastIndexOf(':');
        return Addresses.fromHere(address.substring(0, colon)) + address.substring(colon);
    }

    public JsonNode get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public JsonNode post(String path, Object body) {
        return send("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    public void delete(String path) {
        JsonNode nothing = send("DELETE", path, BodyPublishers.noBody());
        if (!nothing.isEmpty()) {
            throw new CommandProblem("The farm answered something that was not expected: " + nothing);
        }
    }

    /** By the first gateway that answers. */
    private JsonNode send(String method, String path, BodyPublisher body) {
        IOException silent = new IOException("there is no gateway");
        for (String gateway : gateways) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(gateway).resolve(path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .timeout(PATIENCE)
                    .method(method, body)
                    .build();
            try {
                return read(http.send(request, BodyHandlers.ofString()));
            } catch (IOException e) {
                silent = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandProblem("Interrupted while the farm was asked.", e);
            }
        }
        throw new CommandProblem(
                "No gateway of the farm answers at %s: %s".formatted(String.join(", ", gateways), silent.getMessage()),
                silent);
    }

    private static JsonNode read(HttpResponse<String> answer) {
        JsonNode said;
        try {
            said = answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (JacksonException noJson) {
            throw new CommandProblem(
                    "The farm answered %d, and nothing that can be read.".formatted(answer.statusCode()), noJson);
        }
        if (answer.statusCode() < 200 || answer.statusCode() > 299) {
            StringBuilder sentence = new StringBuilder(said.path("detail").asString("The farm refused."));
            said.path("errors")
                    .forEach(error -> sentence.append(" %s: expected %s."
                            .formatted(
                                    error.path("field").asString(""),
                                    error.path("allowed").asString(""))));
            throw new CommandProblem(sentence.toString());
        }
        return said;
    }
}
