package imece.gateway.picture;

import imece.gateway.http.Refusal;
import imece.picture.PictureKind;
import imece.picture.PictureReading;
import imece.picture.PictureReading.PictureSize;
import imece.picture.PictureReading.WholePicture;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Which pictures a run may put away. Pure. */
final class RunPictureRule {

    private RunPictureRule() {}

    /**
     * Demands a whole picture as it was announced and asked for. What stands behind its end is no part of it and does no harm;
     * it stays, since the worker names the sum of all bytes.
     *
     * @param size what it is to measure; empty = nobody said, as in addresses of the last release
     * @throws Refusal 415
     */
    static void require(PictureReading reading, PictureKind announced, Optional<PictureSize> size) {
        if (!(reading instanceof WholePicture picture)
                || picture.kind() != announced
                || !picture.fits(PictureSniffer.MOST_SIDE)) {
            throw Refusal.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "no-picture",
                    "This is not a whole PNG, JPEG or WebP picture of its announced type with sides of at most "
                            + PictureSniffer.MOST_SIDE + " pixels.");
        }
        if (size.isPresent() && !picture.measures(size.get())) {
            throw Refusal.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "wrong-size",
                    "This picture has " + picture.width() + " × " + picture.height() + " pixels; the job asked for "
                            + size.get().width() + " × " + size.get().height() + ".");
        }
    }
}
