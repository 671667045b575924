package imece.gateway.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.gateway.http.Refusal;
import imece.gateway.http.body.BodyPace.PaceLimits;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletInputStream;

class PacedBodyTest {

    private static final PaceLimits LIMITS =
            new PaceLimits(Duration.ofSeconds(30), 0, Duration.ofSeconds(30), 1_024, Duration.ofSeconds(10));

    private final AtomicLong clock = new AtomicLong();

    @Test
    void whoReadsMayTakeItsTimeForThatIsNotTheClients() throws IOException {
        PacedBody body = reading(new ByteArrayInputStream(new byte[5]), Duration.ZERO);

        for (int i = 0; i < 5; i++) {
            assertThat(body.read()).isZero();
            clock.addAndGet(Duration.ofMinutes(1).toNanos());
        }
        assertThat(body.read()).isEqualTo(-1);
    }

    @Test
    void whatComesTooSlowlyIs408AndStaysSo() throws IOException {
        PacedBody body = reading(new ByteArrayInputStream(new byte[50]), Duration.ofSeconds(3));

        assertThat(body.read(new byte[1])).isEqualTo(1);
        assertThat(body.read(new byte[1])).isEqualTo(1);
        assertThat(body.read(new byte[1])).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> body.read(new byte[1])).isInstanceOfSatisfying(Refusal.class, refusal -> {
                assertThat(refusal.problem().status().value()).isEqualTo(408);
                assertThat(refusal.problem().code()).isEqualTo("too-slow");
            });
        }
    }

    @Test
    void aClientThatSaysNothingIsTooSlowAndOneThatHangsUpIsNot() {
        assertThatThrownBy(() -> failing(new ClientAbortException(new SocketTimeoutException()))
                        .read())
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> failing(new ClientAbortException(new IOException("Connection reset")))
                        .read())
                .isInstanceOf(ClientAbortException.class);
    }

    private PacedBody failing(IOException failure) {
        return reading(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw failure;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        throw failure;
                    }
                },
                Duration.ZERO);
    }

    /** Each read waits so long. */
    private PacedBody reading(InputStream source, Duration each) {
        ServletInputStream slow = new DelegatingServletInputStream(new InputStream() {
            @Override
            public int read() throws IOException {
                clock.addAndGet(each.toNanos());
                return source.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                clock.addAndGet(each.toNanos());
                return source.read(into, offset, length);
            }
        });
        return new PacedBody(slow, new BodyPace(LIMITS), clock::get);
    }
}
