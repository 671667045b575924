package imece.gateway.identity;

import imece.gateway.GatewaySettings;
import imece.gateway.IpLiterals;
import java.net.IDN;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names under which this farm may be asked. A page whose own name resolves to the farm (DNS rebinding) asks under that
 * name, and the browser takes the farm for the page's own server: the name is all that tells.
 */
final class HostNames {

    private static final Pattern HOST = Pattern.compile("(\\[[^\\[\\]]+]|[^:\\[\\]/@\\s]+)(?::\\d{0,5})?");

    private final Set<String> known = new HashSet<>(Set.of("localhost"));

    HostNames(GatewaySettings settings) {
        if (settings.publicUrl() != null) {
            add("imece.gateway.public-url", authority(settings.publicUrl()));
        }
        settings.uploadUrls().forEach(url -> add("imece.gateway.upload-urls", authority(url)));
        settings.allowedHosts().forEach(host -> add("imece.gateway.allowed-hosts", host.strip()));
    }

    private void add(String setting, String host) {
        known.add(name(host)
                .map(HostNames::ascii)
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s has the host '%s', which is not what was expected: a name such as farm.local."
                                .formatted(setting, host))));
    }

    /**
     * Whether the farm is asked under a name of its own.
     *
     * @param host as a {@code Host} header has it, with or without a port
     */
    boolean includes(String host) {
        return name(host)
                .filter(name ->
                        known.contains(name) || IpLiterals.of(unbracketed(name)).isPresent())
                .isPresent();
    }

    /** Without port, capitals and the dot of the root. */
    private static Optional<String> name(String host) {
        Matcher parts = HOST.matcher(host);
        return parts.matches()
                ? Optional.of(parts.group(1).toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""))
                : Optional.empty();
    }

    private static String unbracketed(String name) {
        return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    }

    /** As browsers send it. */
    private static String ascii(String name) {
        try {
            return name.startsWith("[") ? name : IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** A name with an underscore, as containers may have, is no host for {@link URI}. */
    private static String authority(URI url) {
        String authority = url.getRawAuthority();
        return authority == null ? "" : authority.replaceFirst("^.*@", "");
    }

    @Override
    public String toString() {
        return List.copyOf(known).toString();
    }
}
