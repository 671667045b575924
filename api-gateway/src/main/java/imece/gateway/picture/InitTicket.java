package imece.gateway.picture;

import imece.gateway.http.Refusal;
import imece.gateway.identity.Signatures;
import imece.gateway.picture.UploadUrls.UploadTicket;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/**
 * The right to read the picture that a job begins from; it travels with the job to its worker.
 *
 * @param id the upload, or the job whose picture it is
 * @param expires seconds since 1970
 */
record InitTicket(UUID id, long expires) {

    private static final String PURPOSE = "init-picture";

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
            throw UploadTicket.badSignature();
        }
        if (now.getEpochSecond() > expires) {
            throw Refusal.of(HttpStatus.GONE, "upload-expired", "This address is no longer valid.");
        }
    }

    private String text() {
        return id + "\n" + expires;
    }
}
