package imece.local.drill.users;

import imece.client.ApiClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Where people join, sign in and get keys. What is asked for there is asked again until a gateway answers. */
final class Reception {
    private static final String PASSWORD = "a password of the drill";
    private static final long AGAIN_AFTER = 200;
    private static final int TOO_MANY = 429;

    private final Doors doors;
    private final String operatorToken;
    private int gateway;

    Reception(Doors doors, String operatorToken) {
        this.doors = doors;
        this.operatorToken = operatorToken;
    }

    /**
     * A key.
     *
     * @param id by which it is revoked
     * @param secret what is shown
     */
    record Key(String id, String secret) {}

    /** A new account, signed in beside what this client shows. */
    void join(ApiClient who, String name) throws InterruptedException {
        String link = json(surely(
                        operator(),
                        at -> at.post("/api/operator/invites", "{\"uses\":9,\"note\":\"%s\"}".formatted(name))))
                .path("link")
                .stringValue();
        String body = Browser.JSON.writeValueAsString(
                Map.of("token", link.substring(link.indexOf('#') + 1), "name", name, "password", PASSWORD));
        HttpResponse<String> joined = surely(who, at -> at.post("/api/invites/accept", body));
        if (joined.statusCode() == 200) {
            who.keep(joined);
        } else {
            // The answer to the first try got lost.
            signIn(who, name);
        }
    }

    /** A new session, beside what this client shows. */
    void signIn(ApiClient who, String name) throws InterruptedException {
        String body = Browser.JSON.writeValueAsString(Map.of("name", name, "password", PASSWORD));
        who.keep(expect(200, surely(who, at -> at.post("/api/session", body))));
    }

    void signOut(ApiClient who) throws InterruptedException {
        who.keep(surely(who, at -> at.request("/api/session").DELETE()));
    }

    /** What is asked for by it can wait. */
    Key personsKey(ApiClient person) throws InterruptedException {
        return key(surely(person, at -> at.post("/api/keys", "{\"name\":\"drill\",\"class\":\"batch\"}")));
    }

    /** A key of the farm that counts as two. */
    Key appKey() throws InterruptedException {
        String body = "{\"name\":\"drill's app\",\"app\":true,\"weight\":2}";
        return key(surely(operator(), at -> at.post("/api/operator/keys", body)));
    }

    /** The operator lets this account count as so many. */
    void weigh(ApiClient who, double weight) throws InterruptedException {
        String owner = json(expect(200, surely(who, at -> at.request("/api/me"))))
                .path("owner")
                .stringValue();
        String body = Browser.JSON.writeValueAsString(Map.of("weight", weight));
        expect(
                200,
                surely(
                        operator(),
                        at -> at.request("/api/operator/owners/" + owner)
                                .header("Content-Type", "application/json")
                                .method("PATCH", BodyPublishers.ofString(body))));
    }

    /** Gone when this returns, also if it was before. */
    void revoke(ApiClient person, Key key) throws InterruptedException {
        surely(person, at -> at.request("/api/keys/" + key.id()).DELETE());
    }

    /** Everything of the account or visitor is this account's from now on. */
    void takeAlong(ApiClient who) throws InterruptedException {
        who.keep(expect(200, surely(who, at -> at.post("/api/account/belongings/take", ""))));
    }

    /** A client that shows nothing yet. */
    ApiClient stranger() {
        return doors.stranger();
    }

    /** The answer of whichever gateway gives one that is no failure of its own. */
    HttpResponse<String> surely(ApiClient who, Function<ApiClient, HttpRequest.Builder> call)
            throws InterruptedException {
        while (true) {
            gateway++;
            Optional<HttpResponse<String>> answer =
                    doors.send(call.apply(doors.at(gateway, who)), BodyHandlers.ofString());
            if (answer.isPresent()
                    && answer.get().statusCode() < 500
                    && answer.get().statusCode() != TOO_MANY) {
                return answer.get();
            }
            Thread.sleep(AGAIN_AFTER);
        }
    }

    private ApiClient operator() {
        return doors.stranger().always("Authorization", "Bearer " + operatorToken);
    }

    private static Key key(HttpResponse<String> answer) {
        JsonNode made = json(expect(201, answer));
        return new Key(
                made.path("about").path("id").stringValue(), made.path("key").stringValue());
    }

    static HttpResponse<String> expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException("%s was answered %d: %s"
                    .formatted(answer.request().uri().getPath(), answer.statusCode(), answer.body()));
        }
        return answer;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Browser.JSON.readTree(answer.body());
    }
}
