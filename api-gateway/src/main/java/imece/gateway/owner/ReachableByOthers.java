package imece.gateway.owner;

import imece.gateway.IpLiterals;
import java.net.InetAddress;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Whether others than programs of its own machine reach this gateway. */
@Component
public class ReachableByOthers {

    private final boolean listens;

    ReachableByOthers(@Value("${server.address:}") String listensAt) {
        this.listens = !listensAt.equals("localhost")
                && !IpLiterals.of(listensAt)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    /** Whether it listens beyond loopback. */
    public boolean listens() {
        return listens;
    }
}
