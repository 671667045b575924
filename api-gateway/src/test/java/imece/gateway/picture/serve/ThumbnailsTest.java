package imece.gateway.picture.serve;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.TestSettings;
import imece.gateway.picture.PictureStore;
import imece.gateway.picture.PictureStore.RunFile;
import imece.gateway.picture.SamplePictures;
import imece.picture.samples.SamplePng;
import imece.picture.samples.SamplePng.Colours;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailsTest {

    @TempDir
    Path folder;

    private final RunFile run = new RunFile(UUID.randomUUID(), 1, UUID.randomUUID());

    @Test
    void isMadeOnceAndKeptBesideThePicture() throws Exception {
        PictureStore store = stored(SamplePictures.encoded("png", 1_000, 500));
        Thumbnails thumbnails = new Thumbnails(store);

        Path small = thumbnails.of(store.find(run).orElseThrow(), run, 256);

        assertThat(small).isEqualTo(run.thumbnail(store.root(), 256));
        assertThat(ImageIO.read(small.toFile()))
                .extracting(image -> image.getWidth(), image -> image.getHeight())
                .containsExactly(256, 128);
        Files.writeString(small, "kept");
        assertThat(thumbnails.of(store.find(run).orElseThrow(), run, 256)).hasContent("kept");
        assertThat(RunFile.of(small)).contains(run);
    }

    @Test
    void whatIsSmallEnoughOrCannotBeDecodedIsServedAsItIs() throws Exception {
        PictureStore store = stored(SamplePictures.encoded("png", 200, 200));
        Path picture = store.find(run).orElseThrow();

        assertThat(new Thumbnails(store).of(picture, run, 256)).isEqualTo(picture);
        Files.write(picture, SamplePictures.webp(2_000, 2_000));
        assertThat(new Thumbnails(store).of(picture, run, 256)).isEqualTo(picture);
    }

    @Test
    void aHugePictureOfSixteenBitsIsReadInAsFewPixelsAsThereIsMemoryFor() throws Exception {
        PictureStore store = stored(SamplePng.oneColour(
                4_000, 4_096, Colours.RGBA, 16, false, (byte) 90, (byte) 90, (byte) 90, (byte) 255));

        Path small = new Thumbnails(store).of(store.find(run).orElseThrow(), run, 1_024);

        assertThat(ImageIO.read(small.toFile()).getWidth()).isEqualTo(1_024);
        assertThat(Thumbnails.step(4_000, 4_096, 1_024)).isEqualTo(2);
        assertThat(Thumbnails.step(4_096, 4_096, 64)).isEqualTo(32);
        assertThat(Thumbnails.step(1_024, 1_024, 512)).isEqualTo(1);
    }

    @Test
    void aPictureWhosePixelsAreBrokenIsServedAsItIs() throws Exception {
        PictureStore store = stored(SamplePng.of(2_000, 2_000, 8, 2, false, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
        Path picture = store.find(run).orElseThrow();

        assertThat(new Thumbnails(store).of(picture, run, 256)).isEqualTo(picture);
        try (var drafts = Files.list(store.newDraft().resolveSibling(""))) {
            assertThat(drafts).isEmpty();
        }
    }

    private PictureStore stored(byte[] bytes) throws Exception {
        PictureStore store = new PictureStore(TestSettings.in(folder, null));
        Path draft = Files.write(store.newDraft(), bytes);
        store.add(draft, run);
        Files.delete(draft);
        return store;
    }
}
