package imece.worker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the instant engine behaves.
 *
 * @param millis how long it takes for a picture, milliseconds; at least 0
 * @param journal a file to which it adds a line per picture; null = none
 */
@ConfigurationProperties("imece.worker.instant")
record InstantSettings(
        @DefaultValue("0") int millis, @Nullable Path journal) {

    InstantSettings {
        if (millis < 0) {
            throw new BadSetting("imece.worker.instant.millis", millis, "0 or more");
        }
    }
}
