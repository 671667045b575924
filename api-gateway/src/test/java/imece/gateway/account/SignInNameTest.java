package imece.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignInNameTest {

    @Test
    void capitalsAndWidthsMakeNobodyElse() {
        assertThat(SignInName.of(" Ada@Example.ORG ").folded()).isEqualTo("ada@example.org");
        assertThat(SignInName.of("Ａｄａ").folded()).isEqualTo("ada");
        assertThat(SignInName.of("é").folded())
                .isEqualTo(SignInName.of("e\u0301").folded());
        assertThat(SignInName.of("ada").folded())
                .isNotEqualTo(SignInName.of("adä").folded());
    }

    @Test
    void itIsShownAsItWasWritten() {
        assertThat(SignInName.of(" Ada L. ").shown()).isEqualTo("Ada L.");
    }
}
