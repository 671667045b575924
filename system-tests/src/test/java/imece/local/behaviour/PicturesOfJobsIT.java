package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A finished picture as browsers get it. */
@ExtendWith(SharedGateway.class)
class PicturesOfJobsIT {
    private final GatewayUnderTest gateway;

    PicturesOfJobsIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void aPictureIsServedForeverWithItsTagAndAsAThumbnailToItsOwnerOnly() throws IOException {
        Browser browser = gateway.newcomer();
        String chat = browser.conversation();
        String id;
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            id = browser.post(
                            "/api/conversations/" + chat + "/messages",
                            "{\"prompt\":\"wide\",\"width\":512,\"height\":256,\"steps\":1}")
                    .expect(202)
                    .json()
                    .path("botMessage")
                    .path("jobs")
                    .path(0)
                    .path("id")
                    .stringValue();
            browser.get("/api/images/" + id).refused(404, "not-found");
            worker.take().start().complete();
            Within.bounds().until(() -> browser.status(id).equals("complete"));
        }

        JsonNode job = browser.job(id);
        String url = job.path("image").path("url").stringValue();
        assertThat(job.path("image").propertyNames())
                .containsExactlyInAnyOrder("id", "url", "width", "height", "bytes");
        Answer picture = browser.get(url).expect(200);
        assertThat(picture.bytes()).isEqualTo(Pictures.png(512, 256));
        assertThat(picture.bytes()).hasSize(job.path("image").path("bytes").intValue());
        assertThat(picture.header("Content-Type")).isEqualTo("image/png");
        assertThat(picture.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(picture.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(picture.header("ETag")).isNotBlank();
        assertThat(browser.get(url, "If-None-Match", picture.header("ETag"))
                        .expect(304)
                        .bytes())
                .isEmpty();
        browser.get(url, "If-None-Match", "\"other\"").expect(200);

        Answer thumbnail = browser.get(url + "?w=256").expect(200);
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(thumbnail.bytes()));
        assertThat(small.getWidth()).isEqualTo(256);
        assertThat(small.getHeight()).isEqualTo(128);
        assertThat(thumbnail.header("ETag")).isNotEqualTo(picture.header("ETag"));
        for (String width : new String[] {"0", "63", "100", "999999", "-256", "x", ""}) {
            browser.get(url + "?w=" + width).invalid("w");
        }
        gateway.newcomer().get(url).refused(404, "not-found");
        gateway.newcomer().get(url + "?w=256").refused(404, "not-found");

        JsonNode message = browser.get("/api/conversations/" + chat + "/messages")
                .json()
                .path("items")
                .path(1);
        assertThat(message.path("content").stringValue()).isEqualTo("[IMAGE] Your image is ready.\nIMAGE_PATH: " + url);
        assertThat(message.path("metadata").path("image_url").stringValue()).isEqualTo(url);
        assertThat(message.path("metadata").path("progress").intValue()).isEqualTo(100);
    }
}
