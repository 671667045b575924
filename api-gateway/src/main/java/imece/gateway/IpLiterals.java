package imece.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as they are written. Nothing here asks a name server. */
public final class IpLiterals {

    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern V4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private IpLiterals() {}

    /**
     * The address that is written there: IPv4 in four parts, IPv6 without brackets, with or without a zone. One of IPv4 that
     * is written as IPv6 is one of IPv4.
     */
    public static Optional<InetAddress> of(String written) {
        int zone = written.indexOf('%');
        String address = zone < 0 ? written : written.substring(0, zone);
        boolean v6 = address.indexOf(':') >= 0 && V6.matcher(address).matches();
        if (!v6 && !V4.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(address));
        } catch (UnknownHostException notSix) {
            return Optional.empty();
        }
    }
}
