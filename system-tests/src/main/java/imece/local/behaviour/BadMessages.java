package imece.local.behaviour;

import imece.contract.Topology;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** What nobody should ever say to an exchange. */
final class BadMessages {
    private static final List<String> EXCHANGES =
            List.of(Topology.JOBS, Topology.STATUS, Topology.LIVE, Topology.UPDATES, Topology.CONTROL, Topology.DEAD);

    private final Amqp amqp;

    BadMessages(Amqp amqp) {
        this.amqp = amqp;
    }

    /** Says each of these bodies on every exchange. */
    void everywhere(List<byte[]> bodies) {
        for (String exchange : EXCHANGES) {
            for (byte[] body : bodies) {
                amqp.publish(exchange, Topology.DEFAULT_LANE, Map.of(), Topology.JSON, body);
            }
        }
        strangeHeaders();
    }

    /** Bodies that are no message, or one of an unknown kind, version or shape. */
    static List<byte[]> bodies() {
        List<byte[]> bodies = new ArrayList<>();
        byte[] noise = new byte[512];
        new Random(7).nextBytes(noise);
        bodies.add(noise);
        bodies.add(new byte[0]);
        bodies.add(new byte[300_000]);
        String run = "{\"jobId\":\"%s\",\"epoch\":1,\"delivery\":0,\"runId\":\"%s\"}"
                .formatted(UUID.randomUUID(), UUID.randomUUID());
        for (String text : List.of(
                "null",
                "[]",
                "7",
                "{}",
                "{\"kind\":null}",
                "{\"kind\":7}",
                "{\"kind\":\"from-the-future\",\"version\":99}",
                "{\"kind\":\"started\"}",
                "{\"kind\":\"started\",\"run\":null}",
                "{\"kind\":\"started\",\"run\":" + run + ",\"seq\":1}",
                "{\"kind\":\"completed\",\"run\":" + run + ",\"seq\":\"x\",\"picture\":{}}",
                "{\"kind\":\"failed\",\"run\":{\"jobId\":\"not an id\"}}",
                "{\"kind\":\"marker\"}",
                "{\"kind\":\"marker\",\"id\":\"somebody's\"}",
                "{\"kind\":\"progress\",\"run\":" + run + ",\"progress\":-5}",
                "{\"kind\":\"heartbeat\",\"worker\":\"x\",\"slots\":[null]}",
                "{\"kind\":\"heartbeat\",\"slots\":{}}",
                "{\"kind\":\"cancel\"}",
                "{\"kind\":\"abandon\",\"jobId\":\"x\"}",
                "{\"kind\":\"drain\",\"worker\":null}",
                "[".repeat(5_000),
                "{\"jobId\":\"" + UUID.randomUUID() + "\",\"epoch\":1}")) {
            bodies.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return bodies;
    }

    /** Updates and previews are told apart by headers. */
    private void strangeHeaders() {
        byte[] body = "{\"kind\":\"job\"}".getBytes(StandardCharsets.US_ASCII);
        String id = UUID.randomUUID().toString();
        for (Map<String, Object> headers : List.<Map<String, Object>>of(
                Map.of("imece-owner", "nobody", "imece-version", 1L),
                Map.of("imece-owner", id, "imece-version", "one"),
                Map.of("imece-owner", id, "imece-version", 1L, "imece-job", "x", "imece-lane", "no-such-lane"),
                Map.of("imece-owner", 7, "imece-version", 1L),
                Map.of(Topology.HEADER_JOB, id, Topology.HEADER_RUN, id, Topology.HEADER_SEQ, "many"),
                Map.of(Topology.HEADER_JOB, id, Topology.HEADER_RUN, id, Topology.HEADER_SEQ, 1))) {
            amqp.publish(Topology.UPDATES, "", headers, Topology.JSON, body);
            amqp.publish(Topology.LIVE, "", headers, Topology.JPEG, body);
            amqp.publish(Topology.LIVE, "", headers, Topology.JPEG, new byte[3 * 1024 * 1024]);
        }
    }
}
