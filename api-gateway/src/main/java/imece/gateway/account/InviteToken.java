package imece.gateway.account;

import imece.gateway.identity.KeySecret;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the link of an invite carries behind its {@code #}: {@code <id>.<secret>}. */
final class InviteToken {

    private static final Pattern FORM = Pattern.compile("([a-z0-9]{12})\\.([A-Za-z0-9_-]{43})");

    private InviteToken() {}

    static String text(KeySecret token) {
        return token.id() + "." + token.secret();
    }

    static Optional<KeySecret> of(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches() ? Optional.of(new KeySecret(parts.group(1), parts.group(2))) : Optional.empty();
    }
}
