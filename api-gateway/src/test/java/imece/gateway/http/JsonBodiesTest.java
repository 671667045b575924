package imece.gateway.http;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import imece.gateway.http.JsonBodies.JsonBody;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

class JsonBodiesTest {

    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new Echo())
            .setCustomArgumentResolvers(new JsonBodies(JsonMapper.builder().build()))
            .setControllerAdvice(ProblemsForTests.advice())
            .build();

    @Test
    void aBodyIsReadUpToItsLimit() throws Exception {
        String frame = "{\"a\":\"\"}";
        String most = "{\"a\":\"" + "x".repeat(JsonBody.MOST_BYTES - frame.length()) + "\"}";

        send(most, "application/json").andExpect(status().isOk());
        send(most + " ", "application/json")
                .andExpect(status().is(413))
                .andExpect(jsonPath("$.code").value("too-large"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", " ", "{\"a\":}", "{} {}", "{'a':1}", "NaN", "{\"a\":01}", "\u0000"})
    void whatIsNoJsonIsToldAsMalformed(String body) throws Exception {
        send(body, "application/json")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code").value("malformed-json"));
    }

    @Test
    void brokenUtf8AndBottomlessNestingAreMalformedToo() throws Exception {
        mvc.perform(post("/").contentType("application/json").content(new byte[] {'"', (byte) 0xFF, '"'}))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code").value("malformed-json"));
        send("[".repeat(30_000), "application/json").andExpect(status().isBadRequest());
    }

    @Test
    void onlyJsonIsTaken() throws Exception {
        send("{}", "application/json;charset=UTF-8").andExpect(status().isOk());
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "nonsense", null}) {
            send("{}", type)
                    .andExpect(status().isUnsupportedMediaType())
                    .andExpect(jsonPath("$.code").value("unsupported-media-type"));
        }
    }

    @Test
    void anAbsentBodyIsAnEmptyObject() throws Exception {
        mvc.perform(post("/")).andExpect(status().isOk()).andExpect(content().string("fields"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "5", "\"text\""})
    void whatIsNoObjectHasNoFields(String body) throws Exception {
        send(body, "application/json")
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.code").value("validation-failed"));
    }

    private ResultActions send(String body, @Nullable String type) throws Exception {
        MockHttpServletRequestBuilder request = post("/").content(body.getBytes(StandardCharsets.UTF_8));
        return mvc.perform(type == null ? request : request.header("Content-Type", type));
    }

    @RestController
    static class Echo {

        @PostMapping("/")
        String echo(JsonBody body) {
            body.fields().refuseErrors();
            return "fields";
        }
    }
}
