package imece.gateway.account;

import imece.gateway.http.JsonFields;
import imece.gateway.http.OutsideText;
import imece.gateway.http.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and compares passwords, by Spring's delegating encoder: before each hash stands how it was made, so that a better way can
 * follow. Each takes a processor for a fifth of a second on purpose, so only some are at work at a time.
 */
@Component
class AccountPasswords {

    static final int LEAST_CHARACTERS = 10;
    static final int MOST_CHARACTERS = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PasswordEncoder encoder;
    private final Semaphore atWork =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /** No password has this hash; comparing with it takes as long as with a genuine one. */
    static final String NOBODYS = "{pbkdf2}" + "00".repeat(48);

    AccountPasswords() {
        // PBKDF2 takes passwords of any length, which bcrypt does not.
        this.encoder = new DelegatingPasswordEncoder(
                "pbkdf2",
                Map.of(
                        "pbkdf2",
                        Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8(),
                        "bcrypt",
                        new BCryptPasswordEncoder()));
    }

    /** A new password of a request; empty, and noted down as wrong, if it cannot be one. */
    static Optional<String> read(JsonFields fields, String field) {
        boolean missing = !fields.has(field);
        Optional<String> password = fields.text(field, MOST_CHARACTERS);
        if (missing
                || password.filter(each -> OutsideText.characters(each) < LEAST_CHARACTERS)
                        .isPresent()) {
            fields.wrong(
                    field,
                    "The password is too short.",
                    LEAST_CHARACTERS + " to " + MOST_CHARACTERS + " characters, whichever you like");
            return Optional.empty();
        }
        return password;
    }

    String hash(String password) {
        return inTurn(() -> encode(password));
    }

    /**
     * Whether this is the password; it takes as long for somebody who does not exist.
     *
     * @param hash null if there is nobody, or nobody with a password
     */
    boolean matches(String password, @Nullable String hash) {
        boolean same = inTurn(() -> encoder.matches(password, hash == null ? NOBODYS : hash));
        return same && hash != null;
    }

    private String encode(String password) {
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("A password was hashed to nothing.");
        }
        return hash;
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!atWork.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Refusal.later(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "busy",
                        "Too many people sign in at this moment. Try again.",
                        Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a password waited to be compared.", e);
        }
        try {
            return work.get();
        } finally {
            atWork.release();
        }
    }
}
