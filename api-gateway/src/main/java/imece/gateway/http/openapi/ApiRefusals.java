package imece.gateway.http.openapi;

import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.Refusals;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** How a call refuses: what comes with its signature, and what its {@link Refusals} and those of its class say. */
final class ApiRefusals {

    private static final List<String> OF_A_BODY =
            List.of("400 malformed-json, broken-off", "408 too-slow", "413 too-large", "415 unsupported-media-type");
    private static final List<String> OF_THE_OPERATOR = List.of("401 operator-token-required");
    /** Whatever changes something refuses pages of other sites. */
    private static final List<String> OF_A_CHANGE = List.of("403 foreign-origin");
    /** Whatever is asked under a name that is not the farm's. */
    private static final List<String> OF_EACH = List.of("421 unknown-host");

    private ApiRefusals() {}

    /**
     * The codes of its refusals, with commas between, by status.
     *
     * @param operators whether the operator's token must come with it
     * @throws IllegalStateException if one of its {@link Refusals} is no status with codes
     */
    static Map<String, String> of(Method call, boolean operators) {
        boolean body = List.of(call.getParameterTypes()).contains(JsonBody.class);
        Map<String, String> refusals = new LinkedHashMap<>();
        Stream.of(
                        body ? OF_A_BODY : List.<String>of(),
                        operators ? OF_THE_OPERATOR : List.<String>of(),
                        said(call.getAnnotation(Refusals.class)),
                        said(call.getDeclaringClass().getAnnotation(Refusals.class)),
                        changes(call) ? OF_A_CHANGE : List.<String>of(),
                        OF_EACH)
                .flatMap(List::stream)
                .forEach(refusal -> {
                    String[] parts = refusal.split(" ", 2);
                    if (parts.length < 2 || !parts[0].matches("[45]\\d\\d") || parts[1].isBlank()) {
                        throw new IllegalStateException(
                                "@Refusals of %s has no status with codes: %s".formatted(call, refusal));
                    }
                    refusals.merge(parts[0], parts[1], (one, other) -> one + ", " + other);
                });
        return refusals;
    }

    private static List<String> said(@Nullable Refusals refusals) {
        return refusals == null ? List.of() : List.of(refusals.value());
    }

    private static boolean changes(Method call) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(call, RequestMapping.class);
        return mapping != null && !Arrays.asList(mapping.method()).contains(RequestMethod.GET);
    }
}
