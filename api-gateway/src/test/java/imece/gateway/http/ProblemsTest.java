package imece.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

class ProblemsTest {

    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new Failing())
            .setControllerAdvice(new Problems(ProblemWriterForTests.writer()))
            .build();

    @Test
    void aRefusalIsToldInFull() throws Exception {
        mvc.perform(get("/refused"))
                .andExpect(status().isTooManyRequests())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(header().string("Retry-After", "15"))
                .andExpect(jsonPath("$.type").value("urn:imece:problem:too-many-waiting"))
                .andExpect(jsonPath("$.title").value("Too Many Requests"))
                .andExpect(jsonPath("$.status").value(429))
                .andExpect(jsonPath("$.code").value("too-many-waiting"))
                .andExpect(jsonPath("$.errors").doesNotExist());
    }

    @Test
    void aWrongFieldIsNamed() throws Exception {
        mvc.perform(get("/invalid"))
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.code").value("validation-failed"))
                .andExpect(jsonPath("$.errors[0].field").value("steps"))
                .andExpect(jsonPath("$.errors[0].allowed").value("1 to 150"));
    }

    @Test
    void anIdThatIsNoUuidIsNotFound() throws Exception {
        mvc.perform(get("/things/nope"))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("not-found"));
    }

    @Test
    void aQueryParameterOfTheWrongTypeIsInvalid() throws Exception {
        mvc.perform(get("/numbered?number=x"))
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.errors[0].field").value("number"));
    }

    @Test
    void aWrongMethodIsToldWithTheRightOnes() throws Exception {
        mvc.perform(post("/refused"))
                .andExpect(status().isMethodNotAllowed())
                .andExpect(header().string("Allow", containsString("GET")))
                .andExpect(jsonPath("$.code").value("method-not-allowed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "resource", "timeout", "transaction", "dropped", "shutdown", "frozen", "pool"})
    void aDatabaseThatIsAwayIsAskedAgainLater(String how) throws Exception {
        mvc.perform(get("/database/" + how))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string("Retry-After", "2"))
                .andExpect(jsonPath("$.code").value("database-unavailable"));
    }

    @Test
    void aMistakeOfOursIsA500ThatTellsNothingButANumber() throws Exception {
        mvc.perform(get("/database/mistake"))
                .andExpect(status().isInternalServerError())
                .andExpect(jsonPath("$.code").value("internal-error"))
                .andExpect(content().string(not(containsString("secret_table"))))
                .andExpect(content().string(not(containsString("Exception"))));
    }

    @Test
    void everyStatusHasAStableWord() {
        for (HttpStatus status : HttpStatus.values()) {
            if (status.isError()) {
                Problem problem = StatusProblems.problem(status.value());
                assertThat(problem.status().value()).isEqualTo(status.value());
                assertThat(problem.code()).matches("[a-z0-9-]+");
            }
        }
    }

    @RestController
    static class Failing {

        @GetMapping("/refused")
        void refused() {
            throw Refusal.later(
                    HttpStatus.TOO_MANY_REQUESTS, "too-many-waiting", "Too many wait.", Duration.ofSeconds(15));
        }

        @GetMapping("/invalid")
        void invalid() {
            throw Refusal.invalid("steps", "steps is 0.", "1 to 150");
        }

        @GetMapping("/things/{id}")
        void thing(@PathVariable("id") UUID id) {}

        @GetMapping("/numbered")
        void numbered(@RequestParam("number") int number) {}

        @GetMapping("/database/{how}")
        void database(@PathVariable("how") String how) {
            throw switch (how) {
                case "connect" -> new CannotGetJdbcConnectionException("x", new SQLException("refused", "08001"));
                case "resource" -> new DataAccessResourceFailureException("x");
                case "timeout" -> new QueryTimeoutException("x");
                case "transaction" -> new CannotCreateTransactionException("x");
                case "dropped" -> uncategorized("08006");
                case "shutdown" -> uncategorized("57P01");
                case "frozen" -> uncategorized("25P03");
                case "pool" -> new UncategorizedSQLException("t", "s", new SQLException("Connection is closed"));
                default -> new BadSqlGrammarException("t", "select secret_table", new SQLException("no", "42P01"));
            };
        }

        private static RuntimeException uncategorized(String state) {
            return new UncategorizedSQLException("task", "select 1", new SQLException("x", state));
        }
    }
}
