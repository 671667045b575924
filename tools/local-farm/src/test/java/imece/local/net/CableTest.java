package imece.local.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
@SuppressWarnings("NullAway.Init") // set before each test
class CableTest {
    private static final int LONG = 10_000;
    private static final int SHORT = 200;

    private ServerSocket server;
    private Cable cable;
    private Socket caller;
    private Socket called;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        cable = new Cable("127.0.0.1", server.getLocalPort());
        caller = new Socket(InetAddress.getLoopbackAddress(), cable.port());
        called = server.accept();
        caller.setSoTimeout(LONG);
        called.setSoTimeout(LONG);
        caller.getOutputStream().write(1);
        assertThat(called.getInputStream().read()).isEqualTo(1);
    }

    @AfterEach
    void putAway() throws IOException {
        caller.close();
        called.close();
        cable.close();
        server.close();
    }

    @Test
    void swallowedAnswersVanishWhileQuestionsArriveAndTheConnectionStays() throws IOException {
        cable.swallowAnswers();
        caller.getOutputStream().write(2);
        assertThat(called.getInputStream().read()).isEqualTo(2);
        called.getOutputStream().write(3);
        caller.setSoTimeout(SHORT);
        assertThatThrownBy(() -> caller.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

        cable.mend();

        caller.setSoTimeout(LONG);
        assertEnds(caller);
        assertEnds(called);
    }

    @Test
    void deadMeansThatNothingArrivesEitherWay() throws IOException {
        cable.goDead();
        caller.getOutputStream().write(2);
        called.setSoTimeout(SHORT);
        assertThatThrownBy(() -> called.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void tornMeansThatBothEndsNotice() {
        cable.tear();
        assertEnds(caller);
        assertEnds(called);
    }

    /** By an orderly end or by a reset. */
    private static void assertEnds(Socket socket) {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the connection is still open", open);
        } catch (IOException reset) {
            assertThat(socket.isConnected()).isTrue();
        }
    }
}
