package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is told: the field, and what is allowed. */
@ExtendWith(SharedGateway.class)
class BadInputIT {
    private final GatewayUnderTest gateway;

    BadInputIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            width     | 64         | 63
            width     | 2048       | 2049
            width     | 512        | 513
            height    | 64         | 56
            height    | 2048       | 2056
            steps     | 1          | 0
            steps     | 150        | 151
            cfgScale  | 1          | 0.99
            cfgScale  | 30         | 30.01
            seed      | 0          | -1
            seed      | 4294967295 | 4294967296
            count     | 1          | 0
            count     | 8          | 9
            sampler   | "euler"    | "no such sampler"
            scheduler | "karras"   | ""
            steps     | 20.0       | 20.5
            width     | null       | "512"
            steps     | null       | true
            cfgScale  | 7          | "7"
            seed      | null       | [1]
            prompt    | "x"        | {}
            prompt    | "x"        | 7
            prompt    | "x"        | ""
            prompt    | "x"        | " "
            prompt    | "x"        | null
            prompt    | "x"        | "a\\u0000b"
            prompt    | "x"        | "a\\ud800b"
            negativePrompt | ""    | "\\udc00"
            negativePrompt | null  | 1e400
            conversationId | null  | "no id"
            steps     | 1e1        | 1e400
            """)
    void eachLimitIsTakenFromInsideAndRefusedFromOutside(String field, String good, String bad) {
        Browser browser = gateway.newcomer();

        browser.post("/api/jobs", spec(field, good)).expect(202);
        browser.post("/api/jobs", spec(field, bad)).invalid(field);
        String chat = browser.conversation();
        browser.post("/api/conversations/" + chat + "/messages", spec(field, bad))
                .invalid(field);
    }

    @Test
    void promptsAreCountedInCharactersAsPeopleSeeThem() {
        Browser browser = gateway.newcomer();

        browser.post("/api/jobs", spec("prompt", '"' + "🌉".repeat(2_000) + '"'))
                .expect(202);
        browser.post("/api/jobs", spec("prompt", '"' + "🌉".repeat(2_001) + '"'))
                .invalid("prompt");
        browser.post("/api/jobs", spec("negativePrompt", '"' + "x".repeat(2_000) + '"'))
                .expect(202);
        browser.post("/api/jobs", spec("negativePrompt", '"' + "x".repeat(2_001) + '"'))
                .invalid("negativePrompt");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndTheLastSeedMustFit() {
        Browser browser = gateway.newcomer();

        browser.post("/api/jobs", "{\"width\":1,\"steps\":0,\"sampler\":5}")
                .invalid("prompt", "width", "steps", "sampler");
        browser.post("/api/jobs", "{\"prompt\":\"x\",\"seed\":4294967288,\"count\":8}")
                .expect(202);
        browser.post("/api/jobs", "{\"prompt\":\"x\",\"seed\":4294967289,\"count\":8}")
                .invalid("seed");
    }

    @Test
    void anUnknownCheckpointIsRefusedAndTheNearestAreNamed() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            worker.beat();
            Within.bounds()
                    .until(() -> browser.get("/api/options")
                            .json()
                            .path("checkpoints")
                            .toString()
                            .contains(FakeWorker.CHECKPOINT));

            Answer refused = browser.post("/api/jobs", spec("checkpoint", "\"paintre-v1\""))
                    .refused(422, "unknown-checkpoint");
            assertThat(refused.text()).contains(FakeWorker.CHECKPOINT);
            browser.post("/api/jobs", spec("checkpoint", '"' + FakeWorker.CHECKPOINT + '"'))
                    .expect(202);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "nonsense", "{\"prompt\":\"x\"} trailing", "{'prompt':'x'}", "{\"prompt\":\"x\",}", "\u00ff"
            })
    void whatIsNoJsonIs400(String body) {
        gateway.newcomer().post("/api/jobs", body).refused(400, "malformed-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "7", "true"})
    void whatIsNoObjectIs422(String body) {
        gateway.newcomer().post("/api/jobs", body).refused(422, "validation-failed");
    }

    @Test
    void deepNestingAndManyFieldsAreOnlyAnotherMistake() {
        Browser browser = gateway.newcomer();

        browser.post("/api/jobs", "[".repeat(30_000)).refused(400, "malformed-json");
        browser.post("/api/jobs", "{\"prompt\":\"x\",\"deep\":" + "[".repeat(400) + "]".repeat(400) + "}")
                .expect(202);
    }

    @Test
    void aBodyMayHave64KiBAndOneByteMoreIs413AlsoInChunks() {
        Browser browser = gateway.newcomer();
        byte[] largest = body(64 * 1024);
        byte[] larger = body(64 * 1024 + 1);
        String[] json = {"Content-Type", "application/json"};

        browser.send("POST", "/api/jobs", BodyPublishers.ofByteArray(largest), json)
                .expect(202);
        browser.send("POST", "/api/jobs", BodyPublishers.ofByteArray(larger), json)
                .refused(413, "too-large");
        browser.send("POST", "/api/jobs", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(largest)), json)
                .expect(202);
        browser.send("POST", "/api/jobs", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(larger)), json)
                .refused(413, "too-large");
    }

    @Test
    void otherTypesThanJsonAre415() {
        Browser browser = gateway.newcomer();

        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/xml",
                "garbage")) {
            browser.send("POST", "/api/jobs", BodyPublishers.ofString("{\"prompt\":\"x\"}"), "Content-Type", type)
                    .refused(415, "unsupported-media-type");
        }
        browser.send("POST", "/api/jobs", BodyPublishers.ofString("{\"prompt\":\"x\"}"))
                .refused(415, "unsupported-media-type");
        browser.send(
                        "POST",
                        "/api/jobs",
                        BodyPublishers.ofString("{\"prompt\":\"x\"}"),
                        "Content-Type",
                        "application/json; charset=utf-8")
                .expect(202);
    }

    @Test
    void idsThatAreNoneOrNobodysAre404() {
        Browser browser = gateway.newcomer();
        String nobody = UUID.randomUUID().toString();

        for (String id :
                List.of(nobody, "1", "..%2F..%2Fetc%2Fpasswd", "%2e%2e", "null", nobody + "x", "%F0%9F%8C%89")) {
            for (String path : List.of("/api/jobs/", "/api/conversations/", "/api/images/")) {
                browser.get(path + id).refused(refusalOf(id), "");
            }
            browser.get("/api/jobs/" + id + "/attempts").refused(refusalOf(id), "");
            browser.delete("/api/jobs/" + id).refused(refusalOf(id), "");
            browser.post("/api/jobs/" + id + "/retry", "").refused(refusalOf(id), "");
            browser.post("/api/conversations/" + id + "/messages", "{\"prompt\":\"x\"}")
                    .refused(refusalOf(id), "");
        }
        browser.post("/api/jobs", spec("conversationId", '"' + nobody + '"')).refused(404, "not-found");
        browser.get("/api/nothing").refused(404, "not-found");
    }

    @Test
    void methodsThatAnAddressDoesNotTakeAre405() {
        Browser browser = gateway.newcomer();

        Answer refused =
                browser.send("PUT", "/api/jobs", BodyPublishers.noBody()).refused(405, "method-not-allowed");
        assertThat(refused.header("Allow")).contains("GET", "POST", "DELETE");
        browser.send("PATCH", "/api/options", BodyPublishers.noBody()).refused(405, "method-not-allowed");
    }

    private static byte[] body(int bytes) {
        String spec = "{\"prompt\":\"x\",\"pad\":\"\"}";
        return spec.replace("\"\"}", '"' + "x".repeat(bytes - spec.length()) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Tomcat itself refuses an escaped slash; everything else is an id that nobody has. */
    private static int refusalOf(String id) {
        return id.contains("%2F") ? 400 : 404;
    }

    private static String spec(String field, String value) {
        String prompt = field.equals("prompt") ? "" : "\"prompt\":\"x\",";
        return "{" + prompt + "\"" + field + "\":" + value + "}";
    }
}
