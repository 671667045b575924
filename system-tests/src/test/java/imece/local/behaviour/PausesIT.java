package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** An operator lets the farm or a lane pause, with a sentence for those who wait: all gateways tell it, until it is ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PausesIT {
    private static final String ODD = "img2img:with:dpmpp_2m+lora-1a2b3c4d:styles/süß & *new*.safetensors";

    private final TwoGateways farm = TwoGateways.start(PausesIT.class);
    private final GatewayUnderTest gateway = farm.one();
    private final GatewayUnderTest other = farm.other();

    @AfterEach
    void goOn() {
        for (String lane : List.of("*", "default", ODD)) {
            resume(lane).expect(200);
        }
        Within.bounds().until(() -> told(other).isEmpty());
    }

    @AfterAll
    void close() {
        farm.close();
    }

    @Test
    void theFarmPausesForEverybodyAtEveryGatewayUntilItIsResumed() {
        pause("*", "  We change a GPU, back at noon. ").expect(200);

        assertThat(told(gateway)).containsExactly("* We change a GPU, back at noon.");
        Within.bounds().until(() -> told(other).equals(told(gateway)));
        assertThat(gateway.newcomer().submitted("taken all the same")).isNotEmpty();

        resume("*").expect(200);
        assertThat(told(gateway)).isEmpty();
        Within.bounds().until(() -> told(other).isEmpty());
    }

    @Test
    void aLanePausesByAnyName() {
        pause(ODD, "This checkpoint is being replaced.").expect(200);
        pause("*", "Back soon.").expect(200);

        assertThat(told(gateway)).containsExactly("* Back soon.", ODD + " This checkpoint is being replaced.");
        JsonNode listed = gateway.operator()
                .get("/api/operator/pauses")
                .expect(200)
                .json()
                .path("items");
        assertThat(listed.path(1).path("lane").stringValue()).isEqualTo(ODD);
        assertThat(listed.path(1).path("since").stringValue()).isNotEmpty();
        resume(ODD).expect(200);
        assertThat(told(gateway)).containsExactly("* Back soon.");
    }

    @Test
    void twiceIsAsOnceAndAnotherSentenceTakesThePlaceOfTheLastOne() {
        pause("default", "One.").expect(200);
        String since = since();
        long entries = entries();
        pause("default", "One.").expect(200);
        assertThat(entries()).isEqualTo(entries);
        pause("default", "Two.").expect(200);
        assertThat(told(gateway)).containsExactly("default Two.");
        assertThat(since()).isEqualTo(since);
        assertThat(audited("line-paused").path("on").path("id").stringValue()).isEqualTo("default");
        assertThat(audited("line-paused").path("before").path("sentence").stringValue())
                .isEqualTo("One.");
        assertThat(audited("line-paused").path("after").path("sentence").stringValue())
                .isEqualTo("Two.");

        resume("default").expect(200);
        long ended = entries();
        resume("default").expect(200);
        assertThat(entries()).isEqualTo(ended);
        assertThat(audited("line-resumed").path("before").path("sentence").stringValue())
                .isEqualTo("Two.");
    }

    @Test
    void whatIsMissingOrNoPlainSentenceIsRefused() {
        Browser operator = gateway.operator();
        operator.send("PUT", "/api/operator/pauses", BodyPublishers.ofString(body("x")), JSON)
                .invalid("lane");
        operator.send("PUT", "/api/operator/pauses?lane=", BodyPublishers.ofString(body("x")), JSON)
                .invalid("lane");
        operator.delete("/api/operator/pauses").invalid("lane");
        pause("x".repeat(301), "x").invalid("lane");
        for (String sentence : List.of("", " \u200b ", "two\nlines", "a\u2028b", "x".repeat(301))) {
            pause("*", sentence).invalid("sentence");
        }
        operator.send("PUT", "/api/operator/pauses?lane=*", BodyPublishers.ofString("{}"), JSON)
                .invalid("sentence");
        operator.send("PUT", "/api/operator/pauses?lane=*", BodyPublishers.ofString("{\"sentence\":7}"), JSON)
                .invalid("sentence");
        assertThat(told(gateway)).isEmpty();
        pause("*", "ı".repeat(300)).expect(200);
        gateway.newcomer().delete("/api/operator/pauses?lane=*").refused(401, "operator-token-required");
        assertThat(told(gateway)).hasSize(1);
    }

    private static final String[] JSON = {"Content-Type", "application/json"};

    private Answer pause(String lane, String sentence) {
        return gateway.operator()
                .send("PUT", "/api/operator/pauses?lane=" + named(lane), BodyPublishers.ofString(body(sentence)), JSON);
    }

    private Answer resume(String lane) {
        return gateway.operator().delete("/api/operator/pauses?lane=" + named(lane));
    }

    private static String named(String lane) {
        return URLEncoder.encode(lane, StandardCharsets.UTF_8);
    }

    private static String body(String sentence) {
        return Browser.JSON.writeValueAsString(Map.of("sentence", sentence));
    }

    /** What everybody is told at this gateway. */
    private static List<String> told(GatewayUnderTest gateway) {
        return gateway.newcomer()
                .get("/api/queue")
                .expect(200)
                .json()
                .path("pauses")
                .valueStream()
                .map(pause -> pause.path("lane").stringValue() + " "
                        + pause.path("sentence").stringValue())
                .toList();
    }

    private String since() {
        return gateway.rows().text("select since from line_pauses where lane = 'default'");
    }

    private long entries() {
        return Long.parseLong(gateway.rows().text("select count(*) from audit where what like 'line-%'"));
    }

    private JsonNode audited(String what) {
        return gateway.operator()
                .get("/api/operator/audit?what=" + what)
                .expect(200)
                .json()
                .path("items")
                .path(0);
    }
}
