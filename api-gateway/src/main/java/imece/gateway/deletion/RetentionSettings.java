package imece.gateway.deletion;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long rows are kept that show nothing any more, under {@code imece.retention}. How long pictures are is
 * {@code imece.gateway.pictures.max-age}.
 *
 * @param jobsWithoutPicture remove jobs that ended longer ago and have no picture (any more), with their prompts, such as
 *     {@code 90d}; 1d or more. If it is not set, they stay
 * @param emptyConversations remove conversations without messages that nobody has touched for longer, such as {@code 90d}; 1d or
 *     more. If it is not set, they stay
 * @param audit remove what was written down about changes longer ago; 1d or more
 * @param visitors forget visitors who have nothing here and have written nothing for longer; 1d or more
 */
@ConfigurationProperties("imece.retention")
record RetentionSettings(
        @Nullable Duration jobsWithoutPicture,
        @Nullable Duration emptyConversations,
        @DefaultValue("400d") Duration audit,
        @DefaultValue("400d") Duration visitors) {

    private static final Duration LEAST = Duration.ofDays(1);

    RetentionSettings {
        require("jobs-without-picture", jobsWithoutPicture);
        require("empty-conversations", emptyConversations);
        require("audit", audit);
        require("visitors", visitors);
    }

    private static void require(String name, @Nullable Duration age) {
        if (age != null && age.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "imece.retention." + name + " is " + age + ", but must be 1d or more, such as 90d.");
        }
    }
}
