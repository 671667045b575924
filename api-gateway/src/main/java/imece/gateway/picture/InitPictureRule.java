package imece.gateway.picture;

import imece.gateway.http.Refusal;
import imece.gateway.picture.decode.PictureDecoder.DecodedPicture;
import imece.gateway.picture.decode.PictureDecoder.DecodedPicture.Plain;
import imece.gateway.picture.decode.PictureDecoder.DecodedPicture.Unreadable;
import imece.picture.PictureReading;
import imece.picture.PictureReading.BrokenPicture;
import imece.picture.PictureReading.ForeignPicture;
import imece.picture.PictureReading.NoPicture;
import imece.picture.PictureReading.PictureSize;
import imece.picture.PictureReading.UnreadPicture;
import imece.picture.PictureReading.WholePicture;
import org.springframework.http.HttpStatus;

/** Which files jobs may begin from, and what is said about the others. Pure. */
final class InitPictureRule {

    private static final String TAKEN = "A picture to begin from must be PNG, JPEG or WebP.";
    private static final String ANEW = " Save it anew with another program.";

    private InitPictureRule() {}

    /**
     * Demands a whole picture that is not too large.
     *
     * @throws Refusal 415
     */
    static void require(PictureReading reading) {
        switch (reading) {
            case WholePicture whole -> {
                if (!whole.fits(InitPictures.UPLOAD_SIDE)) {
                    throw refused(
                            "no-picture",
                            "This picture says that it has " + Integer.toUnsignedString(whole.width()) + " × "
                                    + Integer.toUnsignedString(whole.height())
                                    + " pixels. Its sides may have 1 to " + InitPictures.UPLOAD_SIDE + ".");
                }
            }
            case ForeignPicture foreign ->
                throw refused("picture-kind", "This file is of the kind " + foreign.name() + ". " + TAKEN);
            case UnreadPicture unread ->
                throw refused(
                        "picture-unreadable",
                        "This " + unread.kind() + " picture " + unread.why() + ", so it cannot be taken." + ANEW);
            case BrokenPicture broken ->
                throw refused(
                        "no-picture", "This is only a part of a " + broken.kind() + " picture, or a damaged one.");
            case NoPicture none -> throw noPicture();
        }
    }

    /**
     * The size of the plain picture that a decoding gave.
     *
     * @throws Refusal 415
     */
    static PictureSize require(DecodedPicture decoded) {
        return switch (decoded) {
            case Plain plain -> plain.size();
            case Unreadable.BROKEN ->
                throw refused("picture-unreadable", "The pixels of this picture cannot be read." + ANEW);
            case Unreadable.TOO_LARGE ->
                throw refused("picture-unreadable", "This picture takes too much memory to be read." + ANEW);
            case Unreadable.TOO_SLOW ->
                throw refused("picture-unreadable", "This picture takes too long to be read." + ANEW);
        };
    }

    static Refusal noPicture() {
        return refused("no-picture", "This is no picture. " + TAKEN);
    }

    private static Refusal refused(String code, String detail) {
        return Refusal.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, code, detail);
    }
}
