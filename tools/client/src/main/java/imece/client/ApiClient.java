package imece.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A visitor at one gateway: requests that show their cookies, and their feed. It judges no answer, and asks for nothing twice.
 * For many threads.
 */
public final class ApiClient {
    private static final String VISITOR = "imece_visitor";
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI gateway;
    private final Duration patience;
    private final Map<String, String> cookies;
    private final Map<String, String> headers;

    private ApiClient(URI gateway, Duration patience, Map<String, String> cookies, Map<String, String> headers) {
        this.gateway = gateway;
        this.patience = patience;
        this.cookies = new ConcurrentHashMap<>(cookies);
        this.headers = Map.copyOf(headers);
    }

    /**
     * Somebody without a cookie.
     *
     * @param gateway where it answers, such as {@code http://localhost:8080}
     * @param patience how long an answer may take, and the opening of a feed
     */
    public ApiClient(URI gateway, Duration patience) {
        this(gateway, patience, Map.of(), Map.of());
    }

    /**
     * Somebody who has just been given a cookie.
     *
     * @throws IOException if the gateway does not answer, or gives none
     */
    public static ApiClient newcomer(URI gateway, Duration patience) throws IOException, InterruptedException {
        ApiClient visitor = new ApiClient(gateway, patience);
        visitor.keep(send(visitor.request("/api/jobs?limit=1"), BodyHandlers.discarding()));
        if (visitor.visitor().isEmpty()) {
            throw new IOException("The gateway gave no visitor's cookie.");
        }
        return visitor;
    }

    /** Somebody with the cookies that this one has now, who asks that gateway. */
    public ApiClient at(URI other) {
        return new ApiClient(other, patience, cookies, headers);
    }

    /** Somebody with the cookies that this one has now, who waits so long for an answer or for the feed. */
    public ApiClient within(Duration other) {
        return new ApiClient(gateway, other, cookies, headers);
    }

    /** Somebody with the cookies that this one has now, who sends this header with each request and handshake. */
    public ApiClient always(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new ApiClient(gateway, patience, cookies, more);
    }

    /** Where the gateway answers. */
    public URI gateway() {
        return gateway;
    }

    /** Shows this cookie from now on. */
    public void show(String cookie, String value) {
        cookies.put(cookie, value);
    }

    /** Shows from now on what this answer sets. */
    public void keep(HttpResponse<?> answer) {
        for (String set : answer.headers().allValues("Set-Cookie")) {
            String[] pair = set.split(";", 2)[0].split("=", 2);
            if (pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                show(pair[0], pair[1]);
            }
        }
    }

    /** Who this is, as the database says owner; empty without a cookie. */
    public String visitor() {
        return cookies.getOrDefault(VISITOR, "").split("\\.", -1)[0];
    }

    /** All cookies as a request shows them; empty if there is none. */
    public String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** A request of this visitor: a GET until something else is said. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path)).timeout(patience);
        headers.forEach(request::setHeader);
        String shown = cookies();
        return shown.isEmpty() ? request : request.header("Cookie", shown);
    }

    /** The same with a body that is JSON; a POST until something else is said. */
    public HttpRequest.Builder post(String path, String json) {
        return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
    }

    /**
     * The answer.
     *
     * @throws IOException if none came; what was asked for may have been done
     */
    public static <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), body);
    }

    /** The answer, later. */
    public static <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest.Builder request, BodyHandler<T> body) {
        return HTTP.sendAsync(request.build(), body);
    }

    /** Opens this visitor's feed, read at once. */
    public CompletableFuture<FeedConnection> feed(FeedListener listener) {
        return feed(listener, Pace.AT_ONCE);
    }

    /**
     * Opens this visitor's feed.
     *
     * @param listener is told of what comes, also before the socket is here
     * @param more headers of the handshake, in pairs
     */
    public CompletableFuture<FeedConnection> feed(FeedListener listener, Pace pace, String... more) {
        String scheme = "https".equals(gateway.getScheme()) ? "wss" : "ws";
        var builder = HTTP.newWebSocketBuilder().connectTimeout(patience);
        String shown = cookies();
        if (!shown.isEmpty()) {
            builder.header("Cookie", shown);
        }
        headers.forEach(builder::header);
        for (int i = 0; i < more.length; i += 2) {
            builder.header(more[i], more[i + 1]);
        }
        FeedConnection feed = new FeedConnection(listener, pace);
        return builder.buildAsync(URI.create(scheme + "://" + gateway.getAuthority() + "/ws"), feed.receiver())
                .thenApply(feed::over);
    }
}
