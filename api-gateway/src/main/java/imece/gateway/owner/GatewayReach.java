package imece.gateway.owner;

import imece.gateway.IpLiterals;
import java.net.InetAddress;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Whether others than programs of its own machine reach this gateway. */
@Component
public class GatewayReach {

    private final boolean beyondLoopback;

    GatewayReach(@Value("${server.address:}") String listensAt) {
        this.beyondLoopback = !listensAt.equals("localhost")
                && !IpLiterals.of(listensAt)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    /** Whether it listens beyond loopback. */
    public boolean beyondLoopback() {
        return beyondLoopback;
    }
}
