package imece.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imece.gateway.http.JsonFields;
import imece.gateway.http.Refusal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import tools.jackson.databind.json.JsonMapper;

class AccountPasswordsTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final AccountPasswords passwords = new AccountPasswords();

    @Test
    void aPasswordMatchesItsHashAndNoOtherDoes() {
        String hash = passwords.hash("correct horse");

        assertThat(hash).startsWith("{pbkdf2}").doesNotContain("horse");
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("correct horsf", hash)).isFalse();
        assertThat(passwords.hash("correct horse")).as("with a salt of its own").isNotEqualTo(hash);
    }

    @Test
    void nobodyHasAPassword() {
        assertThat(passwords.matches("correct horse", null)).isFalse();
        assertThat(passwords.matches("", null)).isFalse();
        assertThat(AccountPasswords.NOBODYS)
                .as("of the form of a genuine one, so that comparing takes as long")
                .hasSameSizeAs(passwords.hash("correct horse"));
    }

    @Test
    void aHashOfAnotherWayStillCounts() {
        String older = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("correct horse");

        assertThat(passwords.matches("correct horse", older)).isTrue();
    }

    @Test
    void tenCharactersOfAnyKindAreEnough() {
        assertThat(read("aaaaaaaaaa")).contains("aaaaaaaaaa");
        assertThat(read("ğüşıöçğüşı")).isPresent();
        assertThat(read("😀".repeat(10))).isPresent();
        assertThat(read("x".repeat(200))).isPresent();

        for (String wrong : new String[] {"", "aaaaaaaaa", "😀".repeat(9), "x".repeat(201)}) {
            JsonFields fields = fields(wrong);
            assertThat(AccountPasswords.read(fields, "password")).isEmpty();
            assertThatExceptionOfType(Refusal.class).isThrownBy(fields::refuseErrors);
        }
        JsonFields absent = JsonFields.of(JSON.createObjectNode());
        assertThat(AccountPasswords.read(absent, "password")).isEmpty();
        assertThatExceptionOfType(Refusal.class).isThrownBy(absent::refuseErrors);
    }

    private static Optional<String> read(String password) {
        JsonFields fields = fields(password);
        Optional<String> read = AccountPasswords.read(fields, "password");
        fields.refuseErrors();
        return read;
    }

    private static JsonFields fields(String password) {
        return JsonFields.of(JSON.valueToTree(Map.of("password", password)));
    }
}
