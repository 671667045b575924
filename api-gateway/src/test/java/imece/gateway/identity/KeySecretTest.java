package imece.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeySecretTest {

    @Test
    void whatIsShownOnceIsReadAgain() {
        KeySecret key = KeySecret.fresh();

        assertThat(key.shown()).matches("imece_[a-z0-9]{12}_[A-Za-z0-9_-]{43}");
        assertThat(KeySecret.of(key.shown())).contains(key);
        assertThat(key.toString()).doesNotContain(key.secret());
    }

    @Test
    void noTwoAreTheSame() {
        assertThat(KeySecret.fresh()).isNotEqualTo(KeySecret.fresh());
    }

    @Test
    void theHashIsThatOfTheSecretAlone() {
        KeySecret key = new KeySecret("abcdefghijkl", "secret");

        assertThat(key.hash()).isEqualTo("2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b");
        assertThat(new KeySecret("another", "secret").hash()).isEqualTo(key.hash());
    }

    @Test
    void anotherFormIsNoKey() {
        String genuine = KeySecret.fresh().shown();

        for (String other : new String[] {
            "",
            genuine + "x",
            genuine.substring(1),
            " " + genuine,
            genuine.toUpperCase(java.util.Locale.ROOT),
            genuine.replace('_', '-')
        }) {
            assertThat(KeySecret.of(other)).as(other).isEmpty();
        }
    }

    @Property(tries = 300)
    void noOtherTextIsAKey(@ForAll String text) {
        assertThat(KeySecret.of(text)).isEmpty();
    }
}
