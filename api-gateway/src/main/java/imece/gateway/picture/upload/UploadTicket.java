package imece.gateway.picture.upload;

import imece.gateway.http.Refusal;
import imece.gateway.identity.Signatures;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/**
 * The right to upload one picture, proved by a signature alone: no database is asked. It holds for any run of that epoch, as
 * the message that carries it may be delivered again.
 *
 * @param job the job
 * @param epoch the decision that the run rests on
 * @param max the largest picture, bytes
 * @param expires seconds since 1970
 */
record UploadTicket(UUID job, long epoch, long max, long expires) {

    private static final String PURPOSE = "upload";

    String signature(Signatures signatures) {
        return signatures.sign(PURPOSE, text());
    }

    /**
     * Checks the ticket; the signature first, so that nobody learns from a forged one.
     *
     * @throws Refusal 403 or 410
     */
    void require(Signatures signatures, String signature, Instant now) {
        if (!signatures.genuine(PURPOSE, text(), signature)) {
            throw badSignature();
        }
        if (now.getEpochSecond() > expires) {
            throw Refusal.of(HttpStatus.GONE, "upload-expired", "This upload address is no longer valid.");
        }
    }

    static Refusal badSignature() {
        return Refusal.of(HttpStatus.FORBIDDEN, "bad-signature", "This gateway did not sign this upload address.");
    }

    private String text() {
        return job + "\n" + epoch + "\n" + max + "\n" + expires;
    }
}
