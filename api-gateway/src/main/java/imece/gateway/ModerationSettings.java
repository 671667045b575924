package imece.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom the farm asks about prompts and pictures, under {@code imece.moderation}.
 *
 * @param url where each prompt and each picture is sent to by POST, http or https. If it is not set, nobody is asked
 * @param token sent with it as {@code Authorization: Bearer}; if it is not set, nothing is
 * @param promptTimeout how long an answer about a prompt may take, 2s at most
 * @param pictureTimeout how long one about a picture may take, 20s at most; a hook that fails is asked again until then, and
 *     then the picture is withheld
 * @param leftAlone how long a hook that fails half of the time is not asked; what it would be asked meanwhile is as if it said
 *     nothing
 * @param silentPrompts what becomes of a prompt of which nothing is said in time: {@code refuse} (503) or {@code allow}
 */
@ConfigurationProperties("imece.moderation")
public record ModerationSettings(
        @Nullable URI url,
        @Nullable String token,
        @DefaultValue("2s") Duration promptTimeout,
        @DefaultValue("15s") Duration pictureTimeout,
        @DefaultValue("5s") Duration leftAlone,
        @DefaultValue("refuse") SilentPrompts silentPrompts) {

    private static final Duration LEAST = Duration.ofMillis(50);
    private static final Duration LONGEST_PROMPT = Duration.ofSeconds(2);

    /** Less than the silence after which a run counts as lost. */
    private static final Duration LONGEST_PICTURE = Duration.ofSeconds(20);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    public ModerationSettings {
        if (url != null && !isAddress(url)) {
            throw new IllegalArgumentException(
                    "imece.moderation.url is " + url
                            + ", but must be an http or https address with a host, such as https://moderation.example.org/imece.");
        }
        require("prompt-timeout", promptTimeout, LONGEST_PROMPT);
        require("picture-timeout", pictureTimeout, LONGEST_PICTURE);
        require("left-alone", leftAlone, LONGEST_PAUSE);
    }

    /** What becomes of a prompt of which nothing is said in time. */
    public enum SilentPrompts {
        REFUSE,
        ALLOW
    }

    /** Whether anybody is asked. */
    public boolean on() {
        return url != null;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ModerationSettings[%s, %s, %s, %s, %s]"
                .formatted(url, promptTimeout, pictureTimeout, leftAlone, silentPrompts);
    }

    private static boolean isAddress(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        return url.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
    }

    private static void require(String name, Duration given, Duration most) {
        if (given.compareTo(LEAST) < 0 || given.compareTo(most) > 0) {
            throw new IllegalArgumentException("imece.moderation." + name + " is " + given.toMillis()
                    + "ms, but must be from " + LEAST.toMillis() + "ms to " + most.toSeconds() + "s.");
        }
    }
}
