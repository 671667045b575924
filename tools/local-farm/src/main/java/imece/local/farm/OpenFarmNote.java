package imece.local.farm;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;

/** What is said at the start of a farm that anybody who reaches it may use. */
final class OpenFarmNote {
    private OpenFarmNote() {}

    /**
     * The sentence; empty where only this machine reaches the farm, or not everybody is let in.
     *
     * @param listen the address that gateways listen on
     */
    static Optional<String> of(String listen, Map<String, String> environment) {
        String mode = environment.getOrDefault("IMECE_ACCESS_MODE", "open").strip();
        return isLoopback(listen) || !mode.equalsIgnoreCase("open")
                ? Optional.empty()
                : Optional.of(
                        "Whoever reaches %s may use this farm. IMECE_ACCESS_MODE=invite or accounts lets in whom you know."
                                .formatted(listen));
    }

    private static boolean isLoopback(String listen) {
        try {
            return InetAddress.getByName(listen).isLoopbackAddress();
        } catch (UnknownHostException none) {
            // Nothing can listen there; the start says so.
            return false;
        }
    }
}
