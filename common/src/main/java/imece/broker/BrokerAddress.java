package imece.broker;

import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A broker's URI, {@code amqp://user:password@host:port/vhost}. With {@code amqps} the broker must show a certificate that this
 * JVM trusts ({@code javax.net.ssl.trustStore}) and that is for the URI's host; the password is sent to no other. The client's
 * own way to read such a URI would trust everybody.
 */
public final class BrokerAddress {

    private static final String TLS = "amqps";
    private static final List<String> SCHEMES = List.of("amqp", TLS);

    private final URI uri;

    private BrokerAddress(URI uri) {
        this.uri = uri;
    }

    /**
     * Reads a setting.
     *
     * @param setting its name, for the error
     * @throws IllegalArgumentException if a client cannot use it; the message names the setting and shows no password
     */
    public static BrokerAddress of(String setting, String uri) {
        return read(uri)
                .orElseThrow(() -> new IllegalArgumentException(setting + " is '" + shown(uri)
                        + "', but must be like amqp://user:password@host:5672/%2F, or amqps:// for TLS;"
                        + " in user and password %XX stands for what has a meaning in addresses."));
    }

    /** Reads it; empty if a client cannot use it. */
    public static Optional<BrokerAddress> read(String uri) {
        try {
            BrokerAddress address = new BrokerAddress(new URI(uri));
            String path = address.uri.getRawPath();
            // A password with a slash in it would make its beginning a port and its end a virtual host.
            boolean cut = path != null && path.contains("@");
            if (address.uri.getHost() == null || cut || !SCHEMES.contains(scheme(address.uri))) {
                return Optional.empty();
            }
            address.readInto(new ConnectionFactory());
            return Optional.of(address);
        } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException e) {
            // The exception is not passed on: its message quotes the address, password and all.
            return Optional.empty();
        }
    }

    /** Scheme, host, port and virtual host of whatever was given; never the password. */
    public static String shown(String uri) {
        try {
            URI address = new URI(uri);
            if (address.getHost() == null) {
                return "(an address without a host)";
            }
            String port = address.getPort() < 0 ? "" : ":" + address.getPort();
            String path = address.getRawPath() == null ? "" : address.getRawPath();
            return scheme(address) + "://" + address.getHost() + port + (path.contains("@") ? "/…" : path);
        } catch (URISyntaxException e) {
            return "(not a URI)";
        }
    }

    /** The broker's user that it names. */
    public String user() {
        ConnectionFactory read = new ConnectionFactory();
        try {
            readInto(read);
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalStateException("The broker's address was usable before and is not now: " + this, e);
        }
        return read.getUsername();
    }

    /** Makes a tool's connections by this name; what is lost stays lost until somebody connects anew. */
    public ConnectionFactory connections(String name) {
        return connections(name, BrokerUser.TOOL);
    }

    /**
     * Makes connections by this name; what is lost stays lost until somebody connects anew.
     *
     * @throws IllegalStateException if this JVM's trust store cannot be used
     */
    public ConnectionFactory connections(String name, BrokerUser user) {
        return connections(name, user.heartbeat(), user.connectWithin());
    }

    /**
     * The same.
     *
     * @param name shown by the broker beside the connection
     * @param heartbeat asked of the broker, whole seconds; a silent peer is given up after two to three of them
     * @param patience how long an open port is waited for
     * @throws IllegalStateException if this JVM's trust store cannot be used
     */
    public ConnectionFactory connections(String name, Duration heartbeat, Duration patience) {
        ConnectionFactory factory = new BoundedConnections();
        try {
            readInto(factory);
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalStateException("The broker's address was usable before and is not now: " + this, e);
        }
        if (scheme(uri).equals(TLS)) {
            factory.useSslProtocol(trusted());
            factory.enableHostnameVerification();
        }
        factory.setRequestedHeartbeat(Math.toIntExact(heartbeat.toSeconds()));
        factory.setConnectionTimeout(Math.toIntExact(patience.toMillis()));
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        Map<String, Object> properties = new HashMap<>(factory.getClientProperties());
        properties.put("connection_name", name);
        factory.setClientProperties(properties);
        return factory;
    }

    /** As {@link #shown}. */
    @Override
    public String toString() {
        return shown(uri.toString());
    }

    /** All but TLS: the client would take {@code amqps} for a wish to trust everybody. */
    private void readInto(ConnectionFactory factory) throws URISyntaxException, GeneralSecurityException {
        factory.setUri("amqp" + uri.toString().substring(scheme(uri).length()));
        if (scheme(uri).equals(TLS) && uri.getPort() < 0) {
            factory.setPort(ConnectionFactory.DEFAULT_AMQP_OVER_SSL_PORT);
        }
    }

    private static SSLContext trusted() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The trust store of this JVM (javax.net.ssl.trustStore and its password) cannot be used.", e);
        }
    }

    private static String scheme(URI uri) {
        @Nullable String scheme = uri.getScheme();
        return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    }
}
