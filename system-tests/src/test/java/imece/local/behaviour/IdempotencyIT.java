package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A repeated request is answered once more, and done once. */
@ExtendWith(SharedGateway.class)
class IdempotencyIT {
    private final GatewayUnderTest gateway;

    IdempotencyIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void theSameKeyAndBodyGetTheSameBytesAndMakeOneJob() {
        Browser browser = gateway.newcomer();
        String key = UUID.randomUUID().toString();
        String chat = browser.conversation();

        Answer first = submit(browser, "/api/jobs", key, "once").expect(202);
        Answer again = submit(browser, "/api/jobs", key, "once").expect(202);
        String messages = "/api/conversations/" + chat + "/messages";
        Answer chatFirst = submit(browser, messages, key + "c", "once").expect(202);
        Answer chatAgain = submit(browser, messages, key + "c", "once").expect(202);

        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(again.header("Location"))
                .isEqualTo(first.header("Location"))
                .isEqualTo("/api/jobs/"
                        + first.json().path("jobs").path(0).path("id").stringValue());
        assertThat(chatAgain.bytes()).isEqualTo(chatFirst.bytes());
        assertThat(browser.get("/api/jobs").json().path("items").size()).isEqualTo(2);
        assertThat(browser.get(messages).json().path("items").size()).isEqualTo(2);
    }

    @Test
    void manyAtOnceWithOneKeyMakeOneJob() {
        Browser browser = gateway.newcomer();
        browser.visitor();
        String key = UUID.randomUUID().toString();
        Callable<Answer> submit =
                () -> submit(browser, "/api/jobs", key, "at once").expect(202);

        List<Answer> answers = Together.all(Collections.nCopies(8, submit));

        assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
        assertThat(browser.get("/api/jobs").json().path("items").size()).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        Browser browser = gateway.newcomer();
        submit(browser, "/api/jobs", "one key", "a body").expect(202);

        submit(browser, "/api/jobs", "one key", "another body").refused(422, "idempotency-key-reused");
        String chat = browser.conversation();
        submit(browser, "/api/conversations/" + chat + "/messages", "one key", "a body")
                .refused(422, "idempotency-key-reused");
    }

    @Test
    void keysBelongToTheirVisitorAndARefusedRequestKeepsNone() {
        Browser browser = gateway.newcomer();
        Browser other = gateway.newcomer();
        Answer mine = submit(browser, "/api/jobs", "shared", "x").expect(202);

        assertThat(submit(other, "/api/jobs", "shared", "x").expect(202).text()).isNotEqualTo(mine.text());
        submit(other, "/api/jobs", "refused once", "").invalid("prompt");
        submit(other, "/api/jobs", "refused once", "now it is fine").expect(202);
        submit(other, "/api/jobs", "k".repeat(256), "x").invalid("Idempotency-Key");
        submit(other, "/api/jobs", "k".repeat(255), "x").expect(202);
    }

    @Test
    void aPromptsMessageCarriesItsKeySoThatItsSenderKnowsItAgain() {
        Browser browser = gateway.newcomer();
        String messages = "/api/conversations/" + browser.conversation() + "/messages";
        JsonNode answer = submit(browser, messages, "my own key", "known again")
                .expect(202)
                .json();
        browser.post(messages, Browser.spec("without a key")).expect(202);

        JsonNode listed = browser.get(messages).expect(200).json().path("items");
        assertThat(answer.path("userMessage").path("idempotencyKey").asString(""))
                .isEqualTo("my own key");
        assertThat(listed.path(0).path("idempotencyKey").asString("")).isEqualTo("my own key");
        assertThat(listed.path(0).path("metadata").isEmpty()).isTrue();
        assertThat(listed.path(1).path("idempotencyKey").isNull())
                .as("of the answer")
                .isTrue();
        assertThat(listed.path(2).path("idempotencyKey").isNull()).isTrue();
    }

    @Test
    void theSameKeyOpensTheSameConversationForOneVisitorOnly() {
        Browser browser = gateway.newcomer();
        browser.visitor();
        Callable<Answer> open = () -> browser.post("/api/conversations", "{\"title\":\"once\"}", "Idempotency-Key", "k")
                .expect(201);

        List<Answer> answers = Together.all(Collections.nCopies(4, open));

        assertThat(answers.stream()
                        .map(answer -> answer.json().path("id").stringValue())
                        .distinct())
                .hasSize(1);
        assertThat(browser.get("/api/conversations").json().path("items").size())
                .isEqualTo(1);
        Answer other = gateway.newcomer()
                .post("/api/conversations", "{}", "Idempotency-Key", "k")
                .expect(201);
        assertThat(other.json().path("id"))
                .isNotEqualTo(answers.getFirst().json().path("id"));
        browser.post("/api/conversations", "{}", "Idempotency-Key", "k".repeat(256))
                .invalid("Idempotency-Key");
    }

    private static Answer submit(Browser browser, String path, String key, String prompt) {
        return browser.post(path, Browser.spec(prompt), "Idempotency-Key", key);
    }
}
