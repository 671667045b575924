package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Everything of one visitor as one file, which java.util.zip reads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportIT {

    private final Fresh servers = TestServers.fresh(ExportIT.class);
    private final GatewayUnderTest gateway = GatewayUnderTest.start(servers);
    private final FakeWorker worker = FakeWorker.start(gateway);

    @AfterAll
    void close() {
        worker.close();
        gateway.close();
    }

    @Test
    void itHoldsPicturesUploadsAndPromptsOfTheirOwnerAlone(@TempDir Path folder) throws IOException {
        Browser visitor = gateway.newcomer();
        String drawn = drawn(visitor, "<b>a boat & a \"bay\"</b>");
        String deleted = drawn(visitor, "a deleted picture");
        visitor.delete("/api/images/" + deleted).expect(200);
        String forgotten = drawn(visitor, "forgotten altogether");
        visitor.delete("/api/jobs/" + forgotten + "?forget").expect(200);
        String upload = visitor.send(
                        "POST",
                        "/api/uploads",
                        BodyPublishers.ofByteArray(Pictures.png(96, 64)),
                        "Content-Type",
                        "image/png")
                .expect(201)
                .json()
                .path("id")
                .stringValue();
        drawn(gateway.newcomer(), "somebody else's");

        Answer answer = visitor.get("/api/me/export").expect(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/zip");
        assertThat(answer.header("Content-Disposition")).contains("imece.zip");
        Path file = Files.write(folder.resolve("imece.zip"), answer.bytes());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactly(
                            "pictures/" + drawn + ".png", "uploads/" + upload + ".png", "prompts.json", "index.html");
            assertThat(zip.stream().map(ZipEntry::getMethod)).containsOnly(ZipEntry.STORED);
            assertThat(bytes(zip, "pictures/" + drawn + ".png"))
                    .isEqualTo(visitor.get("/api/images/" + drawn).bytes());
            assertThat(bytes(zip, "uploads/" + upload + ".png"))
                    .isEqualTo(visitor.get("/api/uploads/" + upload).bytes());
            JsonNode prompts = Browser.JSON.readTree(bytes(zip, "prompts.json"));
            assertThat(prompts.path("jobs").size()).isEqualTo(2);
            JsonNode first = prompts.path("jobs").path(0);
            assertThat(first.path("prompt").stringValue()).isEqualTo("<b>a boat & a \"bay\"</b>");
            assertThat(first.path("picture").stringValue()).isEqualTo("pictures/" + drawn + ".png");
            assertThat(first.path("spec").path("seed").isNumber()).isTrue();
            assertThat(prompts.path("jobs").path(1).path("picture").isNull()).isTrue();
            assertThat(prompts.path("vanished").size()).isZero();
            String page = new String(bytes(zip, "index.html"), StandardCharsets.UTF_8);
            assertThat(page)
                    .contains("pictures/" + drawn + ".png", "&lt;b&gt;a boat")
                    .doesNotContain("<b>", "forgotten");
        }
        // One after the other, as a stream without its directory.
        Map<String, Integer> streamed = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(answer.bytes()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                streamed.put(entry.getName(), in.readAllBytes().length);
            }
        }
        assertThat(streamed).hasSize(4).doesNotContainValue(0);
    }

    @Test
    void whoHasNothingGetsAnEmptyOneAndStaysUnknown() throws IOException {
        Browser visitor = gateway.newcomer();

        byte[] zip = visitor.get("/api/me/export").expect(200).bytes();

        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            assertThat(in.getNextEntry().getName()).isEqualTo("prompts.json");
        }
        assertThat(gateway.rows().text("select count(*) from owners where id = ?::uuid", visitor.visitor()))
                .isEqualTo("0");
    }

    @Test
    void whatVanishesMeanwhileIsListedAndTheExportGoesOn() throws Exception {
        Browser visitor = gateway.newcomer();
        String first = drawn(visitor, "still there");
        String second = drawn(visitor, "its file is lost");
        Path lost = gateway.pictures().resolve(second.substring(0, 2)).resolve(second);
        try (var files = Files.list(lost)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        byte[] zip = visitor.get("/api/me/export").expect(200).bytes();

        JsonNode prompts = Browser.JSON.readTree(entries(zip).get("prompts.json"));
        assertThat(entries(zip)).containsKey("pictures/" + first + ".png");
        assertThat(prompts.path("vanished").size()).isEqualTo(1);
        assertThat(prompts.path("vanished").path(0).path("id").stringValue()).isEqualTo(second);
        assertThat(prompts.path("vanished").path(0).path("what").stringValue()).isEqualTo("picture");
    }

    @Test
    void ofOneOwnerOneIsWrittenAtATimeOverAllGatewaysAndABrokenOneDoesNotBlockForEver() throws Exception {
        Browser visitor = gateway.newcomer();
        drawn(visitor, "once");
        UUID owner = UUID.fromString(visitor.visitor());
        gateway.rows().change("update owners set exporting_until = now() + interval '1 minute' where id = ?", owner);

        Answer refused = visitor.get("/api/me/export").refused(429, "export-running");
        assertThat(refused.header("Retry-After")).isNotBlank();

        gateway.rows().change("update owners set exporting_until = now() - interval '1 second' where id = ?", owner);
        visitor.get("/api/me/export").expect(200);
        assertThat(gateway.rows().text("select exporting_until from owners where id = ?", owner))
                .isEqualTo("null");
        visitor.get("/api/me/export").expect(200);
    }

    @Test
    void itIsStreamedAndWhoLeavesEarlyMayBeginAgain() throws Exception {
        Browser visitor = gateway.newcomer();
        drawn(visitor, "streamed");
        visitor.send(
                        "POST",
                        "/api/uploads",
                        BodyPublishers.ofByteArray(Pictures.noise(512, 512)),
                        "Content-Type",
                        "image/png")
                .expect(201);

        HttpResponse<InputStream> streamed =
                imece.client.ApiClient.send(visitor.client().request("/api/me/export"), BodyHandlers.ofInputStream());
        assertThat(streamed.headers().firstValue("Content-Length")).isEmpty();
        streamed.body().close();

        Within.bounds().until(() -> visitor.get("/api/me/export").status() == 200);
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] bytes(ZipFile zip, String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    private String drawn(Browser visitor, String prompt) {
        String id = visitor.submitted(prompt);
        worker.take().start().complete();
        Within.bounds().until(() -> visitor.status(id).equals("complete"));
        return id;
    }
}
