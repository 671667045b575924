package imece.gateway.picture;

import static org.assertj.core.api.Assertions.assertThat;

import imece.disk.DurableFiles;
import imece.gateway.TestSettings;
import imece.gateway.picture.PictureStore.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a crash, what was said to be stored is there: its name, and each folder on the way to it. */
class PictureStoreTest {
    private static final UUID JOB = UUID.fromString("3b9d7c52-6f0e-4a8b-9c1d-2e4f60718293");

    @TempDir
    private Path folder;

    private final List<Path> forced = new ArrayList<>();
    private PictureStore store;

    @BeforeEach
    void open() {
        store = new PictureStore(TestSettings.in(folder, null), new DurableFiles(forced::add));
    }

    @Test
    void theFoldersOfTheStoreAreDurable() {
        assertThat(forced).containsExactly(folder, store.root());
    }

    @Test
    void ofAPictureEveryFolderOnTheWayIsDurable() throws IOException {
        forced.clear();
        assertThat(store.add(draft("one"), run(1))).isEqualTo(PictureStore.Added.NEW);
        assertThat(forced)
                .containsExactly(store.root().resolve("3b/" + JOB), store.root().resolve("3b"), store.root());
    }

    @Test
    void aPictureThatSomebodyElsePutThereIsDurableBeforeItCountsAsStored() throws IOException {
        RunFile run = run(1);
        store.add(draft("one"), run);
        forced.clear();
        assertThat(store.add(draft("one"), run)).isEqualTo(PictureStore.Added.SAME_ALREADY_THERE);
        assertThat(forced)
                .contains(store.root().resolve("3b/" + JOB), store.root().resolve("3b"), store.root());
    }

    @Test
    void ofAnUploadEveryFolderOnTheWayIsDurable() throws IOException {
        forced.clear();
        store.addUpload(draft("one"), JOB);
        assertThat(forced).containsExactly(store.uploads().resolve("3b"), store.uploads(), store.root());
    }

    private static RunFile run(int epoch) {
        return new RunFile(JOB, epoch, UUID.fromString("7c1f2e3d-4b5a-4697-8899-aabbccddeeff"));
    }

    private Path draft(String content) throws IOException {
        return Files.writeString(store.newDraft(), content);
    }
}
