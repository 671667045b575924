package imece.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.Method;
import imece.contract.MessageSize;
import imece.contract.Topology;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a client is given of the frames that a broker sends. */
class MessageCutterTest {

    private static final int FRAME = 100_000;
    private static final BasicProperties SENT = new BasicProperties.Builder()
            .contentType("application/json")
            .userId("somebody")
            .headers(Map.of("x-delivery-count", 7L))
            .build();

    private final MessageCutter cutter = new MessageCutter();

    @Test
    void aMessageWithinItsBoundArrivesAsItIs() throws IOException {
        List<Frame> sent = frames(1, delivery(Topology.STATUS), SENT, new byte[MessageSize.STATUS]);

        assertThat(passed(sent)).isEqualTo(sent);
    }

    @Test
    void ofOneThatIsTooLargeArrivesItsBeginningItsSizeAndItsSum() throws Exception {
        byte[] body = noise(MessageSize.STATUS * 10);

        Received received = received(passed(frames(1, delivery(Topology.STATUS), SENT, body)));

        assertThat(received.body()).isEqualTo(ByteBuffer.wrap(body, 0, CutMessage.KEPT));
        assertThat(received.properties().getUserId()).isEqualTo("somebody");
        assertThat(CutMessage.in(received.properties().getHeaders()))
                .contains(new CutMessage(
                        body.length,
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(body))));
    }

    @Test
    void theBoundIsThatOfTheExchangeHoweverTheMessageIsHandedOut() throws IOException {
        byte[] body = new byte[MessageSize.STATUS + 1];

        assertThat(cut(delivery(Topology.STATUS), body)).isTrue();
        assertThat(cut(delivery(Topology.LIVE), body)).isFalse();
        assertThat(cut(new AMQImpl.Basic.GetOk(1, false, Topology.STATUS, "", 0), body))
                .isTrue();
        assertThat(cut(new AMQImpl.Basic.GetOk(1, false, Topology.JOBS, "default", 0), body))
                .isFalse();
        assertThat(cut(new AMQImpl.Basic.Return(312, "NO_ROUTE", Topology.STATUS, ""), body))
                .isTrue();
        assertThat(cut(delivery(""), body)).isTrue();
    }

    @Test
    void messagesOnOtherChannelsArriveMeanwhile() throws IOException {
        List<Frame> large = frames(1, delivery(Topology.STATUS), SENT, noise(MessageSize.STATUS * 4));
        List<Frame> small = frames(2, delivery(Topology.STATUS), SENT, new byte[10]);
        List<Frame> mixed = new ArrayList<>(large.subList(0, 3));
        mixed.addAll(small);
        mixed.addAll(large.subList(3, large.size()));

        List<Frame> passed = passed(mixed);

        assertThat(passed).containsSubsequence(small);
        assertThat(received(passed.stream().filter(frame -> frame.channel == 1).toList())
                        .body()
                        .remaining())
                .isEqualTo(CutMessage.KEPT);
    }

    @Test
    void aMessageAfterOneThatWasCutIsWhole() throws IOException {
        assertThat(cut(delivery(Topology.STATUS), noise(MessageSize.STATUS + 1)))
                .isTrue();
        assertThat(cut(delivery(Topology.STATUS), noise(MessageSize.STATUS))).isFalse();
    }

    @Test
    void aHeaderTableWithoutEndIsLeftOut() throws IOException {
        BasicProperties endless = new BasicProperties.Builder()
                .headers(Map.of("x", "y".repeat(20_000)))
                .build();

        Received empty = received(passed(frames(1, delivery(Topology.LIVE), endless, new byte[0])));
        assertThat(CutMessage.in(empty.properties().getHeaders()))
                .hasValueSatisfying(cut -> assertThat(cut.bytes()).isZero());
        Received small = received(passed(frames(1, delivery(Topology.LIVE), endless, new byte[5])));
        assertThat(small.properties().getHeaders()).doesNotContainKey("x");
        assertThat(small.body().remaining()).isEqualTo(5);
    }

    @Test
    void headersThatTellNothingOfACutAreNoCut() {
        assertThat(CutMessage.in(null)).isEmpty();
        assertThat(CutMessage.in(Map.of())).isEmpty();
        assertThat(CutMessage.in(Map.of("imece-cut-bytes", "many", "imece-cut-sha256", "x")))
                .isEmpty();
    }

    private boolean cut(Method method, byte[] body) throws IOException {
        Received received = received(passed(frames(1, method, SENT, body)));
        return CutMessage.in(received.properties().getHeaders()).isPresent();
    }

    private static Method delivery(String exchange) {
        return new AMQImpl.Basic.Deliver("consumer", 1, false, exchange, "key");
    }

    private List<Frame> passed(List<Frame> frames) throws IOException {
        List<Frame> passed = new ArrayList<>();
        for (Frame frame : frames) {
            passed.addAll(cutter.pass(frame));
        }
        return passed;
    }

    /** As they come from a socket. */
    private static List<Frame> frames(int channel, Method method, BasicProperties properties, byte[] body)
            throws IOException {
        List<Frame> frames = new ArrayList<>();
        frames.add(new Frame(AMQP.FRAME_METHOD, channel, method.toFrame(channel).getPayload()));
        frames.add(new Frame(
                AMQP.FRAME_HEADER,
                channel,
                properties.toFrame(channel, body.length).getPayload()));
        for (int at = 0; at < body.length; at += FRAME) {
            frames.add(new Frame(
                    AMQP.FRAME_BODY, channel, Arrays.copyOfRange(body, at, Math.min(body.length, at + FRAME))));
        }
        return frames;
    }

    private record Received(BasicProperties properties, ByteBuffer body) {}

    private static Received received(List<Frame> frames) throws IOException {
        var header = AMQImpl.readContentHeaderFrom(frames.get(1).getInputStream());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Frame frame : frames.subList(2, frames.size())) {
            body.write(frame.getPayload());
        }
        assertThat(header.getBodySize()).isEqualTo(body.size());
        return new Received((BasicProperties) header, ByteBuffer.wrap(body.toByteArray()));
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }
}
