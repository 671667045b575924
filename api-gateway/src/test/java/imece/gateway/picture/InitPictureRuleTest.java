package imece.gateway.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import imece.gateway.http.Problem;
import imece.gateway.http.Refusal;
import imece.gateway.picture.decode.PictureDecoder.DecodedPicture.Plain;
import imece.gateway.picture.decode.PictureDecoder.DecodedPicture.Unreadable;
import imece.picture.Orientation;
import imece.picture.PictureKind;
import imece.picture.PictureReading;
import imece.picture.PictureReading.BrokenPicture;
import imece.picture.PictureReading.ForeignPicture;
import imece.picture.PictureReading.NoPicture;
import imece.picture.PictureReading.PictureSize;
import imece.picture.PictureReading.UnreadPicture;
import imece.picture.PictureReading.WholePicture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitPictureRuleTest {

    @Test
    void aWholePictureUpToTheLongestSideIsTaken() {
        assertThatCode(() -> InitPictureRule.require(whole(4_096, 1))).doesNotThrowAnyException();
        assertThat(refused(whole(4_097, 1)).detail()).contains("4097 × 1").contains("4096");
        assertThat(refused(whole(1, -1)).detail()).contains("1 × 4294967295");
        assertThat(refused(whole(0, 1)).code()).isEqualTo("no-picture");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEIC", "TIFF", "SVG", "GIF", "AVIF", "BMP"})
    void anotherFormatIsNamed(String name) {
        Problem problem = refused(new ForeignPicture(name));
        assertThat(problem.code()).isEqualTo("picture-kind");
        assertThat(problem.detail()).contains(name).contains("PNG, JPEG or WebP");
    }

    @Test
    void whyAPictureIsNotReadIsSaid() {
        Problem problem = refused(new UnreadPicture(PictureKind.JPEG, "is arithmetic-coded"));
        assertThat(problem.code()).isEqualTo("picture-unreadable");
        assertThat(problem.detail()).startsWith("This JPEG picture is arithmetic-coded");
        assertThat(refused(new BrokenPicture(PictureKind.PNG)).detail()).contains("part of a PNG picture");
        assertThat(refused(new NoPicture()).code()).isEqualTo("no-picture");
    }

    @ParameterizedTest
    @EnumSource
    void aPictureThatCannotBeDecodedIsTheirsNotOurs(Unreadable unreadable) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> InitPictureRule.require(unreadable));
        assertThat(refusal.problem().status().value()).isEqualTo(415);
        assertThat(refusal.problem().code()).isEqualTo("picture-unreadable");
    }

    @Test
    void theSizeThatIsKeptIsThePlainPictures() {
        PictureSize size = new PictureSize(3, 4);
        assertThat(InitPictureRule.require(new Plain(size))).isEqualTo(size);
    }

    private static WholePicture whole(int width, int height) {
        return new WholePicture(PictureKind.PNG, width, height, 99, Orientation.UPRIGHT);
    }

    private static Problem refused(PictureReading reading) {
        Problem problem = catchThrowableOfType(Refusal.class, () -> InitPictureRule.require(reading))
                .problem();
        assertThat(problem.status().value()).isEqualTo(415);
        return problem;
    }
}
