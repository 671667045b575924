package imece.worker.engine.http;

import imece.contract.Wire;
import imece.worker.engine.http.Reply.Answer;
import imece.worker.engine.http.Reply.Nothing;
import imece.worker.engine.http.Reply.Trouble;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Talks to one engine. Follows no redirect, sends nothing twice, and never throws for what the engine does. */
public final class EngineHttp {

    /** The largest picture, in base64 and with what stands around it. */
    public static final int PICTURE_BYTES = 96 << 20;

    /** The largest answer that is not a picture. */
    public static final int INFO_BYTES = 16 << 20;

    /** How long a question may take that the engine answers at once. */
    public static final Duration SOON = Duration.ofSeconds(5);

    private static final Duration UPLOAD = Duration.ofSeconds(30);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final EngineAddress address;
    private final EngineTimings timings;
    private final HttpClient client;

    /** Talks to the engine at this address, which is looked at with this pace. */
    public EngineHttp(EngineAddress address, EngineTimings timings) {
        this.address = address;
        this.timings = timings;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Where it talks to. */
    public EngineAddress address() {
        return address;
    }

    /** How fast its adapter lives. */
    public EngineTimings pace() {
        return timings;
    }

    /** Asks for something that is there at once. */
    public Reply get(String path) {
        return get(path, INFO_BYTES, SOON);
    }

    /** Asks for something of at most so many bytes. */
    public Reply get(String path, int most, Duration patience) {
        return wait(send(request(address.at(path)).GET(), most, patience), patience);
    }

    /** Asks for a picture at any address; the secret goes only to the engine's own. */
    public Reply picture(URI uri, Duration patience) {
        boolean own = uri.toString().startsWith(address.base() + "/");
        HttpRequest.Builder request = own ? request(uri) : HttpRequest.newBuilder(uri);
        return wait(send(request.GET(), PICTURE_BYTES, patience), patience);
    }

    /** Says something that is answered at once. */
    public Reply post(String path, Object json) {
        return wait(begin(path, json, SOON), SOON);
    }

    /**
     * Says something whose answer, a picture, takes its time; the future never fails, and is done within the patience.
     * Cancelling it closes the connection.
     */
    public CompletableFuture<Reply> begin(String path, Object json, Duration patience) {
        HttpRequest.Builder request = request(address.at(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Wire.write(json)));
        return send(request, PICTURE_BYTES, patience);
    }

    /** Sends a PNG file in a form, which is answered at once. */
    public Reply upload(String path, String field, String filename, byte[] png, Map<String, String> texts) {
        Multipart form = new Multipart(field, filename, png, texts);
        HttpRequest.Builder request = request(address.at(path))
                .header("Content-Type", form.contentType())
                .POST(BodyPublishers.ofByteArray(form.bytes()));
        return wait(send(request, INFO_BYTES, UPLOAD), UPLOAD);
    }

    /** Opens a WebSocket; the future fails if that is not possible in time. */
    public CompletableFuture<WebSocket> socket(String path, WebSocket.Listener listener) {
        WebSocket.Builder socket = client.newWebSocketBuilder().connectTimeout(SOON);
        if (address.authorization() != null) {
            socket.header("Authorization", address.authorization());
        }
        return socket.buildAsync(address.socketAt(path), listener);
    }

    /**
     * Whether nothing listens at its address, as told by the machine there: no process of that address has a picture in hand.
     * A bare connection tells it from an address that nobody reaches; the web client has one exception for both.
     */
    public boolean refuses() {
        URI uri = address.at("/");
        int usual = "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS : HTTP;
        try (Socket socket = new Socket()) {
            int port = uri.getPort() < 0 ? usual : uri.getPort();
            socket.connect(new InetSocketAddress(uri.getHost(), port), Math.toIntExact(CONNECT.toMillis()));
            return false;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return address.authorization() == null ? request : request.header("Authorization", address.authorization());
    }

    private CompletableFuture<Reply> send(HttpRequest.Builder request, int most, Duration patience) {
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request.build(), info -> new BoundedBody(most));
        CompletableFuture<Reply> reply = sent.copy()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, problem) -> {
                    if (problem == null) {
                        return new Answer(response.statusCode(), response.body());
                    }
                    sent.cancel(true);
                    return nothing(
                            problem instanceof CompletionException c && c.getCause() != null ? c.getCause() : problem);
                });
        CompletableFuture<Reply> unused = reply.whenComplete((answer, problem) -> {
            if (problem != null) {
                sent.cancel(true);
            }
        });
        return reply;
    }

    private Reply wait(CompletableFuture<Reply> reply, Duration patience) {
        try {
            return BoundedWait.await(reply, patience.plusSeconds(1));
        } catch (TimeoutException | ExecutionException e) {
            return nothing(e);
        }
    }

    private Nothing nothing(Throwable problem) {
        if (problem instanceof TimeoutException) {
            return new Nothing(Trouble.TOO_SLOW, "The engine at " + address + " does not answer in time.");
        }
        if (problem instanceof BoundedBody.TooLarge) {
            return new Nothing(
                    Trouble.TOO_LARGE, "The engine at " + address + " answers with " + problem.getMessage() + ".");
        }
        if (problem instanceof ConnectException
                || problem instanceof HttpConnectTimeoutException
                || problem instanceof UnresolvedAddressException) {
            return new Nothing(
                    Trouble.UNREACHABLE, "No engine can be reached at " + address + ": start it, or mend its address.");
        }
        String what = problem instanceof IOException && problem.getMessage() != null
                ? problem.getMessage()
                : problem.getClass().getSimpleName();
        return new Nothing(Trouble.CUT_OFF, "The connection to the engine at " + address + " broke: " + what + ".");
    }
}
