package imece.gateway;

import java.net.InetAddress;
import java.util.List;
import org.apache.catalina.util.NetMask;

/** Networks of IP addresses, as settings name them: {@code 10.0.0.0/8}, {@code fd00::/8}, or one address. */
public final class Networks {

    private final List<NetMask> networks;

    private Networks(List<NetMask> networks) {
        this.networks = networks;
    }

    /**
     * The networks of a setting.
     *
     * @param setting its name, for the sentence that stops the start
     * @throws IllegalArgumentException if one of them is neither an address nor a network
     */
    public static Networks of(String setting, List<String> written) {
        return new Networks(
                written.stream().map(each -> network(setting, each.strip())).toList());
    }

    private static NetMask network(String setting, String written) {
        String address = written.replaceFirst("/.*", "");
        try {
            // A name would be looked up, and mean something else tomorrow.
            if (IpLiterals.of(address).isPresent()) {
                return new NetMask(written);
            }
        } catch (IllegalArgumentException e) {
            // Refused below, as a name is.
        }
        throw new IllegalArgumentException(
                "%s has '%s', which is not what was expected: networks such as 10.0.0.0/8 or fd00::/8, with commas between."
                        .formatted(setting, written));
    }

    /** Whether one of them holds this address. */
    public boolean contains(InetAddress address) {
        return networks.stream().anyMatch(network -> network.matches(address));
    }
}
