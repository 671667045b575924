package imece.gateway.account;

import imece.gateway.http.JsonFields;
import imece.gateway.http.OutsideText;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person types to sign in.
 *
 * @param shown as it was written
 * @param folded for comparison: neither capitals, accents' forms nor full-width letters make another person
 */
record SignInName(String shown, String folded) {

    static final int CHARACTERS = 100;

    static SignInName of(String written) {
        String shown = written.strip();
        return new SignInName(
                shown, Normalizer.normalize(shown, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
    }

    /** That of a request; empty, and noted down as wrong, if there is none. */
    static Optional<SignInName> read(JsonFields fields) {
        boolean missing = !fields.has("name");
        Optional<SignInName> name = fields.text("name", CHARACTERS).map(SignInName::of);
        if (missing || name.filter(each -> OutsideText.invisible(each.shown())).isPresent()) {
            fields.wrong(
                    "name", "There is no name.", "1 to " + CHARACTERS + " characters: a name or an e-mail address");
            return Optional.empty();
        }
        return name;
    }
}
