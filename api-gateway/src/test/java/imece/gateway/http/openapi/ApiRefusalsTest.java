package imece.gateway.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.Refusals;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;

class ApiRefusalsTest {

    @Refusals("503 database-unavailable")
    static class Calls {

        @GetMapping
        void read() {}

        @GetMapping
        @Refusals({"404 not-found, picture-removed", "503 busy"})
        void readOne() {}

        @PostMapping
        @Refusals("403 bad-signature")
        void change() {}

        @PatchMapping
        void changeBy(JsonBody body) {}

        @PostMapping("/api/workers/{id}/drain")
        @Refusals("401 operator-token-required")
        void drain() {}

        @GetMapping
        @Refusals("not-found")
        void withoutStatus() {}

        @GetMapping
        @Refusals("404")
        void withoutCode() {}

        @GetMapping
        @Refusals("200 found")
        void noRefusal() {}
    }

    @Test
    void whatAClassSaysHoldsForEachOfItsCalls() {
        assertThat(refusals("read")).isEqualTo(Map.of("503", "database-unavailable", "421", "unknown-host"));
    }

    @Test
    void aCallsOwnCodesComeBeforeThoseOfItsClass() {
        assertThat(refusals("readOne"))
                .containsEntry("404", "not-found, picture-removed")
                .containsEntry("503", "busy, database-unavailable");
    }

    @Test
    void whateverChangesSomethingRefusesPagesOfOtherSites() {
        assertThat(refusals("change")).containsEntry("403", "bad-signature, foreign-origin");
    }

    @Test
    void aBodyMayBeNoneThatCanBeRead() {
        assertThat(refusals("changeBy"))
                .containsEntry("400", "malformed-json, broken-off")
                .containsEntry("413", "too-large")
                .containsEntry("415", "unsupported-media-type");
    }

    @Test
    void theOperatorsCallsWantAToken() {
        assertThat(ApiRefusals.of(call("drain"))).containsEntry("401", "operator-token-required, session-ended");
    }

    @Test
    void whatIsNoStatusOfARefusalWithACodeIsNotTaken() {
        assertThatThrownBy(() -> refusals("withoutStatus")).hasMessageEndingWith(": not-found");
        assertThatThrownBy(() -> refusals("withoutCode")).hasMessageEndingWith(": 404");
        assertThatThrownBy(() -> refusals("noRefusal")).hasMessageEndingWith(": 200 found");
    }

    private static Map<String, String> refusals(String name) {
        return ApiRefusals.of(call(name));
    }

    private static Method call(String name) {
        return Arrays.stream(Calls.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
