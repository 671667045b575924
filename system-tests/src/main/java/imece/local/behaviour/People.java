package imece.local.behaviour;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** People of a farm that lets accounts in: they join by an invite, and sign in with one and the same password. */
record People(GatewayUnderTest farm) {
    static final String PASSWORD = "correct horse";

    /** Somebody who has joined by an invite. */
    Browser joined(String name, String role) {
        Browser browser = farm.newcomer();
        accepted(browser, name, role).expect(200);
        return browser;
    }

    /** What a browser is answered that follows an invite. */
    Answer accepted(Browser browser, String name, String role) {
        String link = farm.operator()
                .post("/api/operator/invites", Browser.JSON.writeValueAsString(Map.of("role", role)))
                .expect(201)
                .json()
                .path("link")
                .stringValue();
        return browser.post("/api/invites/accept", acceptance(link.substring(link.indexOf('#') + 1), name));
    }

    static String acceptance(String token, String name) {
        return Browser.JSON.writeValueAsString(Map.of("token", token, "name", name, "password", PASSWORD));
    }

    /** Signs in there. */
    static Answer signIn(Browser browser, String name) {
        return browser.post(
                "/api/session", Browser.JSON.writeValueAsString(Map.of("name", name, "password", PASSWORD)));
    }

    /** Somebody who has signed in at this gateway. */
    static Browser signedIn(GatewayUnderTest at, String name) {
        Browser browser = at.newcomer();
        signIn(browser, name).expect(200);
        return browser;
    }

    /** A key of the farm. */
    JsonNode farmKey(String json) {
        return farm.operator().post("/api/operator/keys", json).expect(201).json();
    }

    /** A program that shows this key, there. */
    static Browser program(GatewayUnderTest at, JsonNode key) {
        return at.newcomer().always("X-API-Key", key.path("key").stringValue());
    }

    /** A small picture that one uploads. */
    static Answer upload(Browser browser) {
        return browser.send(
                "POST", "/api/uploads", BodyPublishers.ofByteArray(Pictures.png(96, 64)), "Content-Type", "image/png");
    }

    /** The id that an answer holds. */
    static String id(Answer answer) {
        return answer.json().path("id").stringValue();
    }

    /** The first job that an answer holds. */
    static String job(Answer answer) {
        return answer.json().path("jobs").path(0).path("id").stringValue();
    }
}
