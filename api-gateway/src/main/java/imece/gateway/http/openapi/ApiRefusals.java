package imece.gateway.http.openapi;

import imece.gateway.access.CallNeeds;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.Refusals;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** How a call refuses: what comes with its signature, and what its {@link Refusals} and those of its class say. */
final class ApiRefusals {

    private static final List<String> OF_A_BODY =
            List.of("400 malformed-json, broken-off", "408 too-slow", "413 too-large", "415 unsupported-media-type");
    /** Whatever changes something refuses pages of other sites. */
    private static final List<String> OF_A_CHANGE = List.of("403 foreign-origin");
    /** Whatever is asked under a name that is not the farm's. */
    private static final List<String> OF_EACH = List.of("421 unknown-host");

    private ApiRefusals() {}

    /**
     * The codes of its refusals, with commas between, by status.
     *
     * @throws IllegalStateException if one of its {@link Refusals} is no status with codes
     */
    static Map<String, String> of(Method call) {
        boolean body = List.of(call.getParameterTypes()).contains(JsonBody.class);
        Map<String, String> refusals = new LinkedHashMap<>();
        Stream.of(
                        body ? OF_A_BODY : List.<String>of(),
                        ofCaller(call),
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
                    refusals.merge(parts[0], parts[1], ApiRefusals::together);
                });
        return refusals;
    }

    private static String together(String one, String other) {
        return Stream.of(one, other)
                .flatMap(codes -> Stream.of(codes.split(", ")))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** What comes with who may make it. */
    private static List<String> ofCaller(Method call) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(call, RequestMapping.class);
        if (mapping == null || mapping.method().length == 0) {
            return List.of();
        }
        RequestMapping above =
                AnnotatedElementUtils.findMergedAnnotation(call.getDeclaringClass(), RequestMapping.class);
        return CallNeeds.refusals(mapping.method()[0].name(), first(above) + first(mapping));
    }

    private static String first(@Nullable RequestMapping mapping) {
        return mapping == null || mapping.path().length == 0 ? "" : mapping.path()[0];
    }

    private static List<String> said(@Nullable Refusals refusals) {
        return refusals == null ? List.of() : List.of(refusals.value());
    }

    private static boolean changes(Method call) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(call, RequestMapping.class);
        return mapping != null && !Arrays.asList(mapping.method()).contains(RequestMethod.GET);
    }
}
