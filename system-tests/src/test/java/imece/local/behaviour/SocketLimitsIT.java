package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How many sockets a visitor, an address and a gateway may have: whoever wants more is told to try later, and hurts nobody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SocketLimitsIT {
    private static final int PER_VISITOR = 20;
    private static final int PER_ADDRESS = 25;
    private static final int IN_ALL = 60;
    private static final int ATTEMPTS = 10_000;
    private static final int AT_ONCE = 16;
    private static final int TRY_AGAIN_LATER = 1013;

    private final GatewayUnderTest gateway = GatewayUnderTest.start(
            SocketLimitsIT.class,
            "--imece.gateway.trusted-proxies=127.0.0.0/8",
            "--imece.limits.sockets-per-address=" + PER_ADDRESS,
            "--imece.limits.sockets=" + IN_ALL);
    private final List<RawExchange> open = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void hangUp() throws IOException {
        for (RawExchange each : open) {
            each.close();
        }
        open.clear();
        nobodyIsCounted();
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void aVisitorHasTwentySocketsAndTheNextIsToldToTryLaterUntilOneEnds() throws IOException {
        Browser one = gateway.newcomer();
        for (int i = 0; i < PER_VISITOR; i++) {
            assertThat(opened(one)).isZero();
        }
        assertThat(opened(one)).isEqualTo(TRY_AGAIN_LATER);
        assertThat(opened(one.anotherTab())).isEqualTo(TRY_AGAIN_LATER);
        try (Feed other = Feed.open(gateway, gateway.newcomer())) {
            assertThat(other.isOpen()).as("somebody else").isTrue();
        }

        open.getFirst().close();

        Within.bounds().until(() -> opened(one) == 0);
    }

    @Test
    void anAddressHasItsShareWhoeverComesFromThereAndLoopbackHasNone() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(opened(gateway.newcomer(), "X-Forwarded-For: 203.0.113.7"))
                    .isZero();
        }
        assertThat(opened(gateway.newcomer(), "X-Forwarded-For: 203.0.113.7")).isEqualTo(TRY_AGAIN_LATER);
        assertThat(opened(gateway.newcomer(), "X-Forwarded-For: 198.51.100.9, 203.0.113.7"))
                .as("who forges what stands before it")
                .isEqualTo(TRY_AGAIN_LATER);
        assertThat(opened(gateway.newcomer(), "X-Forwarded-For: 203.0.113.8")).isZero();
        for (int i = 0; i <= PER_ADDRESS; i++) {
            assertThat(opened(gateway.newcomer())).as("from this machine").isZero();
        }
    }

    @Test
    void aGatewayHasAsManyAsItsHeapIsForWhoeverTheyAre() {
        for (int i = 0; i < IN_ALL; i++) {
            assertThat(opened(gateway.newcomer())).isZero();
        }
        assertThat(opened(gateway.newcomer())).isEqualTo(TRY_AGAIN_LATER);
        gateway.newcomer().get("/api/queue").expect(200);
    }

    @Test
    void aHandshakeThatBreaksAndASocketThatIsTornLeaveNoPlaceTaken() throws IOException {
        Browser one = gateway.newcomer();
        one.visitor();
        for (int i = 0; i < PER_VISITOR; i++) {
            handshake(one).tear();
            try (RawExchange half = RawExchange.with(gateway.port())) {
                half.say("GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + one.cookie()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13");
                assertThat(half.head()).startsWith("HTTP/1.1 400");
            }
            RawExchange socket = handshake(one);
            assertThat(socket.head()).startsWith("HTTP/1.1 101");
            socket.tear();
        }

        nobodyIsCounted();
        for (int i = 0; i < PER_VISITOR; i++) {
            assertThat(opened(one)).isZero();
        }
    }

    /** None of them answers its goodbye, and each is held until all are made. */
    @Test
    void tenThousandAttemptsOfOneVisitorLeaveAGatewayThatServes() throws Exception {
        Browser one = gateway.newcomer();
        one.visitor();
        Browser honest = gateway.newcomer();
        honest.visitor();
        Map<String, Integer> answers = Collections.synchronizedMap(new TreeMap<>());
        AtomicInteger left = new AtomicInteger(ATTEMPTS);
        AtomicBoolean attacked = new AtomicBoolean(true);
        AtomicInteger served = new AtomicInteger();
        List<Callable<Boolean>> works = new ArrayList<>(IntStream.range(0, AT_ONCE)
                .<Callable<Boolean>>mapToObj(i -> () -> attempts(one, left, answers))
                .toList());
        works.add(() -> {
            while (left.get() > 0) {
                honest.get("/api/jobs").expect(200);
                served.incrementAndGet();
            }
            return attacked.getAndSet(false);
        });

        Together.all(works);

        System.out.printf("MEASURED %d attempts: %s; %d calls beside them%n", ATTEMPTS, answers, served.get());
        assertThat(answers.keySet()).isSubsetOf("open", "1013", "429");
        assertThat(answers.get("open")).isBetween(1, PER_VISITOR);
        assertThat(answers.get("1013")).isPositive();
        assertThat(served).hasPositiveValue();
        try (Feed feed = Feed.open(gateway, honest)) {
            String job = honest.submitted("after the storm");
            feed.await(frame -> frame.path("job").path("id").asString("").equals(job));
        }
        honest.delete("/api/jobs?status=live").expect(202);
    }

    private boolean attempts(Browser one, AtomicInteger left, Map<String, Integer> answers) throws IOException {
        while (left.getAndDecrement() > 0) {
            RawExchange socket = handshake(one);
            String head = socket.head();
            int code = head.startsWith("HTTP/1.1 101") ? socket.closedAtOnceWith() : 0;
            String answer =
                    code != 0 ? String.valueOf(code) : head.startsWith("HTTP/1.1 101") ? "open" : head.substring(9, 12);
            answers.merge(answer, 1, Integer::sum);
            // What was refused before the handshake is gone by itself.
            if (answer.equals("429")) {
                socket.close();
            }
        }
        return true;
    }

    private RawExchange handshake(Browser browser, String... headers) throws IOException {
        browser.visitor();
        RawExchange socket = RawExchange.with(gateway.port());
        open.add(socket);
        return socket.say(RawExchange.handshake("127.0.0.1:" + gateway.port(), browser.cookie(), headers));
    }

    /**
     * Opens one more: the code that it is closed with at once, or 0 if it gets a snapshot. A gateway that has said too many
     * goodbyes just now refuses the handshake itself, and is asked again.
     */
    private int opened(Browser browser, String... headers) {
        AtomicInteger code = new AtomicInteger();
        Within.bounds().until(() -> {
            RawExchange socket = handshake(browser, headers);
            String head = socket.head();
            if (head.startsWith("HTTP/1.1 429")) {
                return false;
            }
            assertThat(head).startsWith("HTTP/1.1 101");
            code.set(socket.closedAtOnceWith());
            return true;
        });
        return code.get();
    }

    private void nobodyIsCounted() {
        Within.bounds()
                .until(() -> gateway.probe().get("/actuator/prometheus").text().contains("imece_feed_sockets{} 0.0")
                        || gateway.probe().get("/actuator/prometheus").text().contains("imece_feed_sockets 0.0"));
    }
}
