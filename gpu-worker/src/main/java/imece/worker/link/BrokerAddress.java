package imece.worker.link;

import java.net.URI;
import java.net.URISyntaxException;

/** A broker's URI as it may be shown. */
public final class BrokerAddress {

    private BrokerAddress() {}

    /** Scheme, host, port and virtual host; never the password. */
    public static String shown(String uri) {
        try {
            URI address = new URI(uri);
            if (address.getHost() == null) {
                return "(an address without a host)";
            }
            String port = address.getPort() < 0 ? "" : ":" + address.getPort();
            String path = address.getRawPath() == null ? "" : address.getRawPath();
            return address.getScheme() + "://" + address.getHost() + port + path;
        } catch (URISyntaxException e) {
            return "(not a URI)";
        }
    }

    /** Whether a program can use it. */
    public static boolean usable(String uri) {
        try {
            URI address = new URI(uri);
            return address.getHost() != null
                    && ("amqp".equals(address.getScheme()) || "amqps".equals(address.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
