package imece.gateway.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The addresses that the web app's own router knows; each of them is the same page. */
@Controller
class AppPages {

    /** The page, if the web app was built. */
    static final ClassPathResource BUILT = new ClassPathResource(StaticFiles.FOLDER + "index.html");

    static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final MediaType PLAIN = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private static final String NOT_BUILT = "This gateway works, but it was built without the web app."
            + " Build it once more without -Dui.skip, or use the API under /api.\n";

    @GetMapping({
        "/",
        "/chat",
        "/chat/**",
        "/farm",
        "/gallery",
        "/sign-in",
        "/join",
        "/continue",
        "/account",
        "/keys",
        "/people"
    })
    ResponseEntity<byte[]> page() throws IOException {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().cacheControl(CacheControl.noCache());
        return BUILT.exists()
                ? answer.contentType(HTML).body(BUILT.getContentAsByteArray())
                : answer.contentType(PLAIN).body(NOT_BUILT.getBytes(StandardCharsets.UTF_8));
    }
}
