package imece.gateway.picture;

import imece.contract.RenderJob;
import imece.gateway.GatewaySettings;
import imece.gateway.http.Refusal;
import imece.gateway.identity.Signatures;
import imece.picture.PictureReading.PictureSize;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The signed addresses that a job carries to its worker. */
@Component
public class UploadUrls {

    private static final Duration VALID = Duration.ofHours(24);

    private final Signatures signatures;
    private final List<String> gateways;
    private final long max;
    private final Clock clock;

    UploadUrls(Signatures signatures, GatewaySettings settings, Clock clock) {
        this.signatures = signatures;
        this.gateways = settings.uploadUrls().stream()
                .map(URI::toString)
                .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
                .toList();
        this.max = settings.maxUploadBytes();
        this.clock = clock;
    }

    /**
     * Where runs of this epoch may put their picture of this size, to be tried in order; each contains
     * {@value RenderJob#RUN_PLACEHOLDER} for the run's id.
     */
    public List<String> urls(UUID job, long epoch, PictureSize size) {
        long expires = clock.instant().plus(VALID).getEpochSecond();
        UploadTicket ticket = new UploadTicket(job, epoch, max, expires);
        String tail = "/api/uploads/" + job + "/" + epoch + "/" + RenderJob.RUN_PLACEHOLDER + "?expires=" + expires
                + "&max=" + max + new SizeTicket(ticket, size).parameters(signatures) + "&signature="
                + ticket.signature(signatures);
        return at(tail);
    }

    /** Where the picture can be read that a job begins from, to be tried in order. */
    public List<String> ofInitPicture(UUID id) {
        long expires = clock.instant().plus(VALID).getEpochSecond();
        String signature = new InitTicket(id, expires).signature(signatures);
        return at("/api/uploads/" + id + "/picture?expires=" + expires + "&signature=" + signature);
    }

    private List<String> at(String tail) {
        return gateways.stream().map(gateway -> gateway + tail).toList();
    }

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

    /**
     * What the picture of an upload ticket is to measure. It has a signature of its own, and so the ticket's is still the one
     * that gateways of the last release know.
     */
    record SizeTicket(UploadTicket ticket, PictureSize size) {

        private static final String PURPOSE = "upload-size";
        private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

        /**
         * The size that these parameters of an address name; empty if they name none, as those of the last release.
         *
         * @throws Refusal 403 if it was not signed for this ticket
         */
        static Optional<PictureSize> size(
                UploadTicket ticket, @Nullable String size, @Nullable String signature, Signatures signatures) {
            if (size == null && signature == null) {
                return Optional.empty();
            }
            Matcher sides = SIZE.matcher(size == null ? "" : size);
            if (!sides.matches()) {
                throw UploadTicket.badSignature();
            }
            PictureSize named = new PictureSize(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
            if (!signatures.genuine(
                    PURPOSE, new SizeTicket(ticket, named).text(), signature == null ? "" : signature)) {
                throw UploadTicket.badSignature();
            }
            return Optional.of(named);
        }

        String parameters(Signatures signatures) {
            return "&size=" + size.width() + "x" + size.height() + "&sized=" + signatures.sign(PURPOSE, text());
        }

        private String text() {
            return ticket.text() + "\n" + size.width() + "x" + size.height();
        }
    }
}
