package imece.local.log;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import imece.client.ApiClient;
import imece.client.FeedConnection;
import imece.client.FeedListener;
import imece.local.os.CommandProblem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Submits one job to a running farm and prints every AMQP message and WebSocket frame about it, in the order of their arrival
 * here. It listens by queues of its own beside those of the farm, so it changes nothing. Ids, hashes and signatures are cut short, what is
 * null is left out, and parts that come again are hinted at by an ellipsis.
 *
 * <p>{@code MessageLog BROKER-URI GATEWAY-URL}, with what {@code ./imece status} shows, and the broker's administrator.
 */
public final class MessageLog {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern UUID =
            Pattern.compile("([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern SIGNATURE = Pattern.compile("signature=([0-9a-f]{6})[0-9a-f]+");
    private static final Pattern HASH = Pattern.compile("\"([0-9a-f]{8})[0-9a-f]{56}\"");
    private static final Pattern NULLS = Pattern.compile(",\"\\w+\":null");
    private static final Pattern ASIDES =
            Pattern.compile("\"(spec|place)\":\\{[^{}]*}|\"(slots)\":\\[\\{.*?}](?=,\"inHand)");
    private static final String SPEC =
            "{\"prompt\":\"a lighthouse made of folded paper\",\"width\":256,\"height\":256,\"steps\":8,\"seed\":7}";

    private final URI gateway;
    /** What was written out in full once, and is only hinted at from then on. */
    private final Set<String> shown = new HashSet<>();

    private final CountDownLatch over = new CountDownLatch(1);
    private long zero;

    private MessageLog(URI gateway) {
        this.gateway = gateway;
    }

    /** Writes the log of one job to standard output. */
    public static void main(String[] args) throws Exception {
        ConnectionFactory broker = new ConnectionFactory();
        broker.setUri(args[0]);
        try (Connection connection = broker.newConnection("message log")) {
            new MessageLog(URI.create(args[1])).write(connection.createChannel());
        }
    }

    private void write(Channel channel) throws IOException, InterruptedException {
        ApiClient visitor = ApiClient.newcomer(gateway, Duration.ofMinutes(1));
        for (String exchange : List.of("jobs", "status", "live", "updates", "control")) {
            String queue = channel.queueDeclare().getQueue();
            channel.queueBind(queue, "imece." + exchange, exchange.equals("jobs") ? "default" : "");
            channel.basicConsume(
                    queue, true, (tag, message) -> heard(exchange, message.getBody()), (tag, signal) -> {});
        }
        try (FeedConnection feed = visitor.feed(new Reader()).join()) {
            zero = System.nanoTime();
            say("http  →", "POST /api/jobs " + SPEC);
            HttpResponse<String> answer =
                    ApiClient.send(visitor.post("/api/jobs", SPEC), HttpResponse.BodyHandlers.ofString());
            say("http  ←", answer.statusCode() + " " + answer.body());
            if (!over.await(60, TimeUnit.SECONDS)) {
                throw new CommandProblem("The job was not over within a minute%s."
                        .formatted(feed.lost() ? ", and the feed was lost" : ""));
            }
        }
    }

    private void heard(String exchange, byte[] body) {
        String where = "imece." + exchange;
        if (body.length > 1 && (body[0] & 0xff) == 0xff && (body[1] & 0xff) == 0xd8) {
            say(where, "preview, a JPEG of " + body.length + " bytes");
            return;
        }
        String text = new String(body, StandardCharsets.UTF_8);
        boolean ofNobody = text.contains("\"heartbeat\"") && text.contains("\"inHand\":[]");
        if (!ofNobody) {
            say(where, text);
        }
    }

    private synchronized void say(String where, String text) {
        String shorter = UUID.matcher(text).replaceAll("$1…");
        shorter = SIGNATURE.matcher(shorter).replaceAll("signature=$1…");
        shorter = HASH.matcher(shorter).replaceAll("\"$1…\"");
        shorter = NULLS.matcher(shorter).replaceAll("");
        shorter = ASIDES.matcher(shorter).replaceAll(found -> {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            return Matcher.quoteReplacement(shown.add(name) ? found.group() : '"' + name + "\":…");
        });
        String since = zero == 0 ? "before" : String.format(Locale.ROOT, "%6.3f", (System.nanoTime() - zero) / 1e9);
        System.out.printf("%s  %-13s  %s%n", since, where, shorter);
    }

    /** The browser's side. */
    private final class Reader implements FeedListener {

        @Override
        public void text(String frame) {
            say("ws    ←", frame);
            if (isEnd(frame)) {
                over.countDown();
            }
        }

        @Override
        public void preview(byte[] frame) {
            say("ws    ←", "preview: 16 bytes of job id, then a JPEG of " + (frame.length - 16) + " bytes");
        }

        private static boolean isEnd(String frame) {
            return JSON.readTree(frame).path("job").path("status").asString("").equals("complete");
        }
    }
}
