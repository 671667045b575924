package imece.local.drill.farm;

import imece.local.drill.DrillSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the gateways of a drill are told beside what every gateway is. */
final class GatewayEnvironment {
    private GatewayEnvironment() {}

    /**
     * Its variables.
     *
     * @param uploads where workers take their pictures
     * @param pictures where gateways keep them
     */
    static Map<String, String> of(DrillSettings settings, String uploads, Path pictures) {
        Map<String, String> environment = new HashMap<>();
        if (!settings.onlyStrangers()) {
            environment.putAll(Map.of(
                    "IMECE_ACCESS_MODE",
                    "accounts",
                    "IMECE_ACCESS_VISITORS",
                    "true",
                    // They sign in more often than people do.
                    "IMECE_ACCESS_SIGNINSPERMINUTE",
                    "10000"));
        }
        environment.putAll(Map.of(
                // The drill's people ask for more than people do.
                "IMECE_LIMITS_OWNER_PERMINUTE",
                "1000000",
                "IMECE_LIMITS_OWNER_BURST",
                "1000000",
                "IMECE_GATEWAY_UPLOADURLS",
                uploads,
                "IMECE_GATEWAY_MAXRUN",
                "60s",
                // Strangers come from another address of loopback than everybody else.
                "IMECE_LIMITS_EXEMPT",
                "127.0.0.1/32",
                "IMECE_GATEWAY_PICTURES",
                pictures.toString(),
                // The small disk never has as much room as a farm keeps free by default.
                "IMECE_GATEWAY_PICTURES_MINFREE",
                "0B"));
        return Map.copyOf(environment);
    }
}
