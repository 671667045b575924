package imece.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/** Which addresses somebody has to be for. */
final class CalledAddress {

    /** The addresses of the web app; a test holds them against those that are served. */
    private static final Set<String> PAGES =
            Set.of("/", "/chat", "/farm", "/gallery", "/sign-in", "/join", "/continue", "/account", "/keys", "/people");

    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");
    private static final String UPLOADS = "/api/uploads/";

    private CalledAddress() {}

    static boolean needsCaller(HttpServletRequest request) {
        String path = path(request);
        boolean call = path.startsWith("/api/") && !ofWorkers(path);
        return call || path.equals("/ws") || PAGES.contains(path) || path.startsWith("/chat/");
    }

    /** As controllers see it: {@code /%61pi;x/jobs} is a call, too. */
    private static String path(HttpServletRequest request) {
        String plain = PARAMETERS.matcher(request.getRequestURI()).replaceAll("");
        try {
            return UriUtils.decode(plain, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException undecodable) {
            return plain;
        }
    }

    /** Below one upload there are only signed addresses. */
    private static boolean ofWorkers(String path) {
        return path.startsWith(UPLOADS) && path.indexOf('/', UPLOADS.length()) >= 0;
    }
}
