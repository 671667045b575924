package imece.worker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the instant engine behaves.
 *
 * @param millis how long the engine {@code instant} takes for a picture, in milliseconds; 0 or more
 * @param journal a file to which the engine {@code instant} adds a line for each picture. If it is not set, it writes none
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
