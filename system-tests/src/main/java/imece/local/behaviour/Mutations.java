package imece.local.behaviour;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Requests, frames and messages that nobody thought of; the same seed makes the same ones. */
final class Mutations {
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PROPFIND");
    private static final List<String> PATHS = List.of(
            "/api/jobs",
            "/api/jobs/ID",
            "/api/jobs/ID/attempts",
            "/api/jobs/ID/retry",
            "/api/conversations",
            "/api/conversations/ID",
            "/api/conversations/ID/messages",
            "/api/images/ID",
            "/api/options",
            "/api/queue",
            "/api/workers",
            "/api/workers/ID/drain",
            "/api/operator/session",
            "/api/uploads/ID/1/ID",
            "/api/uploads/ID/N/ID?expires=N&max=N&signature=ID",
            "/actuator/health/readiness",
            "/",
            "/chat/ID",
            "/assets/ID.js",
            "/ws",
            "/error",
            "/v3/api-docs/ID");
    private static final List<String> QUERIES =
            List.of("limit=N", "before=ID", "q=WORD", "status=WORD", "w=N", "limit=N&before=AAAA", "WORD=WORD", "q=%");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/json",
            "text/plain",
            "image/png",
            "x/y;charset=NO",
            ",");
    private static final List<String> HEADERS = List.of(
            "Idempotency-Key",
            "Origin",
            "Cookie",
            "Authorization",
            "If-None-Match",
            "Accept",
            "traceparent",
            "Range",
            "X-Forwarded-Proto",
            "Accept-Language",
            "Expect-CT",
            "X-HTTP-Method-Override");
    private static final List<String> FIELDS = List.of(
            "prompt",
            "negativePrompt",
            "checkpoint",
            "width",
            "height",
            "steps",
            "cfgScale",
            "sampler",
            "scheduler",
            "seed",
            "count",
            "conversationId",
            "title",
            "token",
            "x");

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    String method() {
        return one(METHODS);
    }

    /** A path with a query, legal as an address. */
    String path() {
        String path = one(PATHS);
        String query = random.nextInt(3) == 0 ? (path.contains("?") ? "&" : "?") + one(QUERIES) : "";
        return filled(path + query).replace("%\u0000", "%25");
    }

    String type() {
        return one(TYPES);
    }

    String header() {
        return one(HEADERS);
    }

    String headerValue() {
        return switch (random.nextInt(5)) {
            case 0 -> UUID.randomUUID().toString();
            case 1 -> "imece_visitor=" + printable(40);
            case 2 -> "Bearer " + printable(10);
            case 3 -> "bytes=" + random.nextInt() + "-";
            default -> printable(random.nextInt(1, 300));
        };
    }

    /** A spec as clients send it: all of its fields are within their limits. */
    byte[] honest() {
        StringBuilder json = new StringBuilder("{\"prompt\":\"")
                .append(one(List.of("a mill", "köprü", "🌉 at dawn", "100% mist_", "-- ' or 1=1", "日本の橋")))
                .append('"');
        option(json, "width", 64 + 8 * random.nextInt(249));
        option(json, "height", 64 + 8 * random.nextInt(249));
        option(json, "steps", random.nextInt(1, 151));
        option(json, "cfgScale", random.nextInt(2, 61) / 2.0);
        option(json, "seed", random.nextLong(4_294_967_280L));
        option(json, "count", random.nextInt(1, 5));
        option(json, "negativePrompt", "\"blurry\"");
        option(json, "sampler", "\"euler\"");
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void option(StringBuilder json, String field, Object value) {
        if (random.nextInt(3) == 0) {
            json.append(",\"").append(field).append("\":").append(value);
        }
    }

    /** Mostly an object that resembles a spec, sometimes broken. */
    byte[] body() {
        if (random.nextInt(4) == 0) {
            return broken("{\"prompt\":\"x\",\"steps\":2}".getBytes(StandardCharsets.UTF_8));
        }
        StringBuilder json = new StringBuilder("{");
        for (int i = random.nextInt(6); i >= 0; i--) {
            json.append('"').append(one(FIELDS)).append("\":").append(value(3)).append(i == 0 ? "" : ",");
        }
        return broken(json.append('}').toString().getBytes(StandardCharsets.UTF_8));
    }

    /** These bytes with some of them changed, cut off or doubled; half of the time as they are. */
    byte[] broken(byte[] bytes) {
        if (bytes.length == 0 || random.nextBoolean()) {
            return bytes;
        }
        byte[] changed =
                random.nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
        for (int i = random.nextInt(4); i > 0 && changed.length > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Characters that a header or a line of a log must bear. */
    String printable(int length) {
        return random.ints(length, 0x20, 0x7f)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private String value(int deep) {
        return switch (random.nextInt(deep > 0 ? 12 : 10)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> Long.toString(random.nextLong());
            case 3 -> Integer.toString(random.nextInt(-2, 3000));
            case 4 -> Double.toString(random.nextDouble() * Math.pow(10, random.nextInt(-300, 300)));
            case 5 -> "1e" + random.nextInt(-99999, 99999);
            case 6 -> "\"" + "é🌉".repeat(random.nextInt(1200)) + "\"";
            case 7 -> "\"\\u0000\\ud800\"";
            case 8 -> "\"" + UUID.randomUUID() + "\"";
            case 9 -> "\"euler\"";
            case 10 -> "[" + value(deep - 1) + "]";
            default -> "{\"" + one(FIELDS) + "\":" + value(deep - 1) + "}";
        };
    }

    private String filled(String path) {
        String ids = random.nextInt(3) == 0
                ? one(List.of("..", "%2e%2e", "%00", "1", "-", "%C3%BC", "'", "%22", "~"))
                : new UUID(random.nextLong(), random.nextLong()).toString();
        String words = one(List.of("queued", "live", "", "%00", "%25", "'%20or%201=1--", "%F0%9F%8C%89", "[]"))
                .replace("[]", "%5B%5D");
        return path.replace("ID", ids)
                .replace("N", Long.toString(random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(300)))
                .replace("WORD", words)
                .replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }
}
