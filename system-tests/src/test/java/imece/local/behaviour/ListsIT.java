package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Conversations, messages and jobs as lists: page by page, searched, and only one's own. */
@ExtendWith(SharedGateway.class)
class ListsIT {
    private final GatewayUnderTest gateway;

    ListsIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void jobsComeNewestFirstPageByPageAndNoneTwice() {
        Browser browser = gateway.newcomer();
        List<String> submitted = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            submitted.addFirst(browser.submitted("number " + i));
        }

        assertThat(pages(browser, "/api/jobs?limit=3")).isEqualTo(submitted);
        assertThat(pages(browser, "/api/jobs")).isEqualTo(submitted);
        assertThat(pages(browser, "/api/jobs?limit=200")).isEqualTo(submitted);
    }

    @Test
    void aPageHoldsFiftyUnlessAskedOtherwise() {
        Browser browser = gateway.newcomer();
        for (int i = 0; i < 7; i++) {
            browser.post("/api/jobs", "{\"prompt\":\"many\",\"count\":8}").expect(202);
        }

        JsonNode first = browser.get("/api/jobs").expect(200).json();
        assertThat(first.path("items").size()).isEqualTo(50);
        JsonNode rest = browser.get("/api/jobs?before=" + first.path("next").stringValue())
                .expect(200)
                .json();
        assertThat(rest.path("items").size()).isEqualTo(6);
        assertThat(rest.path("next").isNull()).isTrue();
    }

    @Test
    void jobsAreFilteredByStatusAndByWords() {
        Browser browser = gateway.newcomer();
        String mill = browser.submitted("a Windmill, dusk");
        String lake = browser.submitted("a lake with 100% mist_");
        browser.delete("/api/jobs/" + lake).expect(202);

        assertThat(pages(browser, "/api/jobs?status=queued")).containsExactly(mill);
        assertThat(pages(browser, "/api/jobs?status=cancelled")).containsExactly(lake);
        assertThat(pages(browser, "/api/jobs?status=live")).containsExactly(mill);
        assertThat(pages(browser, "/api/jobs?status=complete")).isEmpty();
        assertThat(pages(browser, "/api/jobs?q=windMILL")).containsExactly(mill);
        assertThat(pages(browser, "/api/jobs?q=100%25%20mist_")).containsExactly(lake);
        assertThat(pages(browser, "/api/jobs?q=%25")).as("no wildcard").containsExactly(lake);
    }

    @ParameterizedTest
    @CsvSource({
        "IŞIKLI ÇARŞI, ışıklı", "IŞIKLI ÇARŞI, isikli", "IŞIKLI ÇARŞI, ISIKLI carsi", "İğne oyası, igne",
        "cafe\u0301 de nuit, CAFÉ", "CAFÉ de nuit, cafe\u0301", "ＡＮＩＭＥ girl, anime", "anime girl, ＡＮＩＭＥ",
        "μπλε Ουρανός, ΟΥΡΑΝΟΣ", "Ёлка, елка"
    })
    void aTextIsFoundAsItIsSeenWhateverKeysOneHas(String prompt, String searched) {
        Browser browser = gateway.newcomer();
        String chat = browser.conversation();
        browser.prompt(chat, prompt);
        browser.submitted("something else");
        String query = URLEncoder.encode(searched, StandardCharsets.UTF_8);

        assertThat(pages(browser, "/api/jobs?q=" + query)).hasSize(1);
        assertThat(pages(browser, "/api/conversations?q=" + query)).containsExactly(chat);
    }

    @Test
    void jobsAreFilteredBySeedTimeAndCheckpointPageByPage() {
        Browser browser = gateway.newcomer();
        String first = browser.submitted("a first");
        String time = browser.job(first).path("createdAt").stringValue();
        List<String> seeded = browser.post("/api/jobs", "{\"prompt\":\"seeded\",\"count\":3,\"seed\":4294967293}")
                .expect(202)
                .json()
                .path("jobs")
                .valueStream()
                .map(job -> job.path("id").stringValue())
                .toList();
        String last = browser.submitted("a last");
        String later = browser.job(last).path("createdAt").stringValue();

        assertThat(pages(browser, "/api/jobs?seed=4294967294")).containsExactly(seeded.get(1));
        assertThat(pages(browser, "/api/jobs?seed=4294967294&q=first")).isEmpty();
        assertThat(pages(gateway.newcomer(), "/api/jobs?seed=4294967294"))
                .as("of a stranger")
                .isEmpty();
        assertThat(pages(browser, "/api/jobs?to=" + later + "&limit=2"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of(first), seeded.stream()).toList());
        assertThat(pages(browser, "/api/jobs?from=" + later)).containsExactly(last);
        assertThat(pages(browser, "/api/jobs?to=" + time)).isEmpty();
        assertThat(pages(browser, "/api/jobs?from=1970-01-01T00:00:00%2B03:00&to=9999-12-31T23:59:59Z"))
                .hasSize(5);
        assertThat(pages(browser, "/api/jobs?checkpoint=nobody%20asked%20for%20it"))
                .isEmpty();
        assertThat(pages(browser, "/api/jobs?checkpoint=&seed=&from=&to=")).hasSize(5);
    }

    @Test
    void conversationsComeNewestFirstAndAreFoundByTitleAndByPrompt() {
        Browser browser = gateway.newcomer();
        String castles = browser.post("/api/conversations", "{\"title\":\"  Castles \"}")
                .expect(201)
                .json()
                .path("id")
                .stringValue();
        String untitled = browser.conversation();
        browser.prompt(untitled, "a very long prompt about mountains ".repeat(6));
        assertThat(pages(browser, "/api/conversations?limit=1")).containsExactly(untitled, castles);
        browser.prompt(castles, "a drawbridge");

        assertThat(pages(browser, "/api/conversations?limit=1")).containsExactly(castles, untitled);
        assertThat(pages(browser, "/api/conversations?q=cAstle")).containsExactly(castles);
        assertThat(pages(browser, "/api/conversations?q=drawbridge")).containsExactly(castles);
        JsonNode shown =
                browser.get("/api/conversations/" + untitled).expect(200).json();
        assertThat(shown.path("title").stringValue())
                .startsWith("a very long prompt")
                .hasSizeLessThanOrEqualTo(60);
        assertThat(shown.path("liveJobs").intValue()).isEqualTo(1);
        assertThat(shown.propertyNames()).contains("id", "title", "createdAt", "updatedAt", "liveJobs");
    }

    @Test
    void aConversationIsRenamed() {
        Browser browser = gateway.newcomer();
        String chat = browser.conversation();

        assertThat(browser.patch("/api/conversations/" + chat, "{\"title\":\" Köprü \"}")
                        .expect(200)
                        .json()
                        .path("title")
                        .stringValue())
                .isEqualTo("Köprü");
        browser.patch("/api/conversations/" + chat, "{\"title\":\"\"}").invalid("title");
        browser.patch("/api/conversations/" + chat, "{}").invalid("title");
        browser.patch("/api/conversations/" + chat, "{\"title\":\"" + "x".repeat(201) + "\"}")
                .invalid("title");
        browser.post("/api/conversations", "{\"title\":7}").invalid("title");
    }

    @Test
    void messagesComeOldestFirstAndPagesGoBackInTime() {
        Browser browser = gateway.newcomer();
        String chat = browser.conversation();
        for (int i = 0; i < 3; i++) {
            browser.prompt(chat, "prompt " + i);
        }
        String messages = "/api/conversations/" + chat + "/messages";

        JsonNode newest = browser.get(messages + "?limit=2").expect(200).json();
        assertThat(newest.path("items").valueStream().map(m -> m.path("role").stringValue()))
                .containsExactly("user", "bot");
        assertThat(newest.path("items").path(0).path("content").stringValue()).isEqualTo("prompt 2");
        JsonNode older = browser.get(
                        messages + "?limit=4&before=" + newest.path("next").stringValue())
                .expect(200)
                .json();
        assertThat(older.path("items").path(0).path("content").stringValue()).isEqualTo("prompt 0");
        assertThat(older.path("items").size()).isEqualTo(4);
        assertThat(older.path("next").isNull()).isTrue();
        JsonNode bot = older.path("items").path(1);
        assertThat(bot.propertyNames()).contains("id", "role", "content", "metadata", "createdAt", "jobs");
        assertThat(bot.path("jobs").path(0).path("messageId")).isEqualTo(bot.path("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/jobs", "/api/conversations", "/api/conversations/CHAT/messages"})
    void limitsAndCursorsThatAreNoneAreRefused(String list) {
        Browser browser = gateway.newcomer();
        String path = list.replace("CHAT", browser.conversation());

        for (String limit : List.of("0", "201", "-1", "ten", "1e2", "99999999999999999999")) {
            browser.get(path + "?limit=" + limit).invalid("limit");
        }
        browser.get(path + "?limit=200").expect(200);
        String short24 = Base64.getUrlEncoder().encodeToString(new byte[23]);
        for (String cursor : List.of("x", "%00", "../../etc/passwd", short24, "A".repeat(4_000), "ü")) {
            browser.get(path + "?before=" + cursor.replace("ü", "%C3%BC")).invalid("before");
        }
    }

    @Test
    void otherFiltersThatAreNoneAreRefused() {
        Browser browser = gateway.newcomer();

        browser.get("/api/jobs?status=lost").invalid("status");
        browser.get("/api/jobs?status=queued,").invalid("status");
        browser.get("/api/jobs?q=" + "x".repeat(201)).invalid("q");
        browser.get("/api/jobs?q=%00").invalid("q");
        for (String seed : List.of("-1", "4294967296", "99999999999999999999", "1.5", "ten", "%00", "+1")) {
            browser.get("/api/jobs?seed=" + seed).invalid("seed");
        }
        for (String time : List.of(
                "yesterday",
                "2026-11-23",
                "2026-11-23T18:00:00",
                "2026-02-30T00:00:00Z",
                "0",
                "%00",
                "1969-12-31T23:59:59Z",
                "%2B999999999-01-01T00:00:00Z")) {
            browser.get("/api/jobs?from=" + time).invalid("from");
            browser.get("/api/jobs?to=" + time).invalid("to");
        }
        browser.get("/api/jobs?checkpoint=%00").invalid("checkpoint");
        browser.get("/api/jobs?checkpoint=" + "x".repeat(501)).invalid("checkpoint");
    }

    private static List<String> pages(Browser browser, String path) {
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            String cursor = next.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + "before=" + next;
            JsonNode page = browser.get(path + cursor).expect(200).json();
            page.path("items").forEach(item -> ids.add(item.path("id").stringValue()));
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        return ids;
    }
}
