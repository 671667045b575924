package imece.gateway.submit;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** W3C trace context, taken along only where it is well-formed. */
public final class TraceContext {

    private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceContext() {}

    /** The header as it came, or null. */
    public static @Nullable String checked(@Nullable String traceparent) {
        return traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
    }
}
