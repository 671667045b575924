package imece.gateway.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imece.gateway.http.Refusal;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationKeyTest {

    private static final UUID OWNER = new UUID(1, 2);

    @Test
    void theSameKeyOfTheSameVisitorMeansTheSameConversation() {
        assertThat(new ConversationKey("k").idFor(OWNER)).isEqualTo(new ConversationKey("k").idFor(OWNER));
    }

    @Test
    void anotherKeyOrAnotherVisitorMeansAnotherOne() {
        UUID id = new ConversationKey("k").idFor(OWNER);
        assertThat(new ConversationKey("l").idFor(OWNER)).isNotEqualTo(id);
        assertThat(new ConversationKey("k").idFor(new UUID(1, 3))).isNotEqualTo(id);
    }

    @Test
    void theIdIsAUuidOfTheVersionForOnesOwnHashes() {
        UUID id = new ConversationKey("k").idFor(OWNER);
        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void withoutAKeyThereIsNone() {
        assertThat(ConversationKey.of(null)).isEmpty();
        assertThat(ConversationKey.of("a b")).contains(new ConversationKey("a b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "ü", "a\tb"})
    void aKeyThatNoHeaderShouldHoldIsRefused(String header) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> ConversationKey.of(header));
    }
}
