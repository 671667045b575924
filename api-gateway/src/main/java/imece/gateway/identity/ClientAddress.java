package imece.gateway.identity;

import imece.gateway.IpLiterals;
import imece.gateway.Networks;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who called, as far as addresses tell: what a connection comes from, or what a trusted proxy says it comes from.
 *
 * @param block what counts as one caller: an address of IPv4, or the {@code /64} of IPv6 that a household gets
 * @param address null where a proxy named none that can be read; all of those are one caller
 */
public record ClientAddress(String block, @Nullable InetAddress address) {

    private static final ClientAddress UNREADABLE = new ClientAddress("unreadable", null);
    private static final int BYTES_OF_64 = 8;
    private static final int BYTES_OF_48 = 6;

    /** The caller of a request, from its remote address; some proxies add a port. */
    public static ClientAddress of(@Nullable String remote) {
        return remote == null
                ? UNREADABLE
                : IpLiterals.of(withoutPort(remote.strip()))
                        .map(ClientAddress::of)
                        .orElse(UNREADABLE);
    }

    private static ClientAddress of(InetAddress address) {
        String block = address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), BYTES_OF_64)) + "/64"
                : address.getHostAddress();
        return new ClientAddress(block, address);
    }

    /** Its block, unless it lies in one of these networks. */
    public Optional<String> blockOutside(Networks exempt) {
        return address != null && exempt.contains(address) ? Optional.empty() : Optional.of(block);
    }

    /** The {@code /48} around an address of IPv6, as somebody has it who holds many {@code /64}. */
    public Optional<String> network() {
        return address instanceof Inet6Address
                ? Optional.of(HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), BYTES_OF_48)) + "/48")
                : Optional.empty();
    }

    private static String withoutPort(String remote) {
        if (remote.startsWith("[")) {
            int end = remote.indexOf(']');
            return end < 0 ? remote : remote.substring(1, end);
        }
        int colon = remote.indexOf(':');
        return colon >= 0 && colon == remote.lastIndexOf(':') ? remote.substring(0, colon) : remote;
    }
}
