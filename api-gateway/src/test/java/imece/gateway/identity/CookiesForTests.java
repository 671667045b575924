package imece.gateway.identity;

import imece.gateway.AccessSettings;
import imece.gateway.LimitSettings;
import imece.gateway.TestSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cookies of a farm that needs no database. */
public final class CookiesForTests {

    /** When it was made. */
    public static final Instant SINCE = Instant.parse("2026-11-01T12:00:00Z");

    private static final String KEY = "a key for tests, long enough";

    private CookiesForTests() {}

    /** Those of visitors, on the day that the farm was made. */
    public static VisitorCookies visitors() {
        return visitors(signatures(KEY), "0123abcd", SINCE, null);
    }

    /** Those of sessions, on that day. */
    public static SessionCookies sessions() {
        return new SessionCookies(cookies(signatures(KEY), "0123abcd", SINCE, null));
    }

    /** What counts tries to get in, from every address. */
    public static SignInThrottle throttle(AccessSettings settings) {
        return new SignInThrottle(settings, new LimitSettings(List.of(), null, 20, 200, 8));
    }

    static VisitorCookies visitors(Signatures signatures, String farm, Instant now, @Nullable String publicUrl) {
        return new VisitorCookies(signatures, cookies(signatures, farm, now, publicUrl));
    }

    static FarmCookies cookies(Signatures signatures, String farm, Instant now, @Nullable String publicUrl) {
        return new FarmCookies(
                signatures,
                FarmName.of(farm, SINCE),
                TestSettings.in(Path.of("target"), publicUrl),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    static Signatures signatures(String signing, String... verifyingToo) {
        return Signatures.of(signing, List.of(verifyingToo));
    }
}
