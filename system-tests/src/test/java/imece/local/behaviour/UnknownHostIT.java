package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A page whose name resolves to the farm can ask it nothing: what is asked under a foreign name is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnknownHostIT {
    private final GatewayUnderTest gateway = GatewayUnderTest.start(
            UnknownHostIT.class,
            "--imece.gateway.public-url=http://pictures.example:8080",
            "--imece.gateway.upload-urls=http://uploads.lan:8080,http://127.0.0.1:8081",
            "--imece.gateway.allowed-hosts=nas.lan,farm");

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void aPageOfAnotherNameNeitherSubmitsNorReadsNorListens() throws IOException {
        String host = "Host: evil.example:" + gateway.port();
        refused(RawExchange.answer(gateway.port(), "GET / HTTP/1.1", host));
        refused(RawExchange.answer(gateway.port(), "GET /api/queue HTTP/1.1", host));
        refused(RawExchange.answer(gateway.port(), "GET /v3/api-docs HTTP/1.1", host));
        refused(RawExchange.answer(gateway.port(), "GET /actuator/prometheus HTTP/1.1", host));
        refused(RawExchange.answer(
                gateway.port(),
                "POST /api/jobs HTTP/1.1",
                host,
                "Origin: http://evil.example:" + gateway.port(),
                "Content-Type: application/json",
                "Content-Length: 0"));
        refused(RawExchange.answer(
                gateway.port(),
                RawExchange.handshake("evil.example:" + gateway.port(), "", "Origin: http://evil.example")));
        assertThat(gateway.rows().text("select count(*) from jobs")).isEqualTo("0");
    }

    @Test
    void metricsAreNotReadUnderAForeignNameOnTheirOwnPortEither() throws IOException {
        int management = gateway.probePort();
        refused(RawExchange.answer(
                management, "GET /actuator/prometheus HTTP/1.1", "Host: evil.example:" + management));
        assertThat(RawExchange.answer(
                        management, "GET /actuator/health/liveness HTTP/1.1", "Host: 127.0.0.1:" + management))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void theFarmIsAskedByAddressAndUnderEachOfItsNames() throws IOException {
        for (String host : new String[] {
            "localhost",
            "LOCALHOST.:1",
            "127.0.0.1:" + gateway.port(),
            "192.0.2.1",
            "[::1]:8080",
            "pictures.example",
            "uploads.lan:8080",
            "NAS.lan.",
            "farm:80"
        }) {
            assertThat(RawExchange.answer(gateway.port(), "GET /api/queue HTTP/1.1", "Host: " + host))
                    .as(host)
                    .startsWith("HTTP/1.1 200");
        }
        try (RawExchange socket = RawExchange.with(gateway.port())) {
            assertThat(socket.say(RawExchange.handshake("nas.lan", "")).head()).startsWith("HTTP/1.1 101");
        }
    }

    @Test
    void aNameThatCannotBeReadIsRefusedWhicheverWayItComes() throws IOException {
        for (String host : new String[] {"", "evil.localhost", "127.0.0.1.evil.example"}) {
            refused(RawExchange.answer(gateway.port(), "GET /api/queue HTTP/1.1", "Host: " + host));
        }
        for (String[] lines : new String[][] {
            {"GET /api/queue HTTP/1.1"},
            {"GET /api/queue HTTP/1.1", "Host: localhost", "Host: evil.example"},
            {"GET /api/queue HTTP/1.1", "Host: localhost, evil.example"},
            {"GET http://evil.example/api/queue HTTP/1.1", "Host: localhost"}
        }) {
            assertThat(RawExchange.answer(gateway.port(), lines))
                    .as("%s", (Object) lines)
                    .startsWith("HTTP/1.1 4")
                    .doesNotContain("\"slots\"");
        }
        refused(RawExchange.answer(gateway.port(), "GET http://evil.example/api/queue HTTP/1.1", "Host: evil.example"));
        assertThat(RawExchange.answer(gateway.port(), "GET http://nas.lan/api/queue HTTP/1.1", "Host: nas.lan"))
                .startsWith("HTTP/1.1 200");
        refused(RawExchange.answer(
                gateway.port(), "GET /api/queue HTTP/1.1", "Host: evil.example", "X-Forwarded-Host: localhost"));
    }

    /** Health checks of old programs; no browser is among them. */
    @Test
    void whoNamesNoHostByHttp10IsAnswered() throws IOException {
        assertThat(RawExchange.answer(gateway.port(), "GET /api/queue HTTP/1.0"))
                .contains(" 200 ", "\"slots\"");
        refused(RawExchange.answer(gateway.port(), "GET /api/queue HTTP/1.0", "Host: evil.example"));
    }

    private static void refused(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 421")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("unknown-host", "imece.gateway.allowed-hosts")
                .doesNotContain("Set-Cookie");
    }
}
