package imece.gateway.picture;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import imece.gateway.TestSettings;
import imece.gateway.background.PeriodicTask;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** A store that refuses is told of once, tried until it takes something again, and told of once more. */
class StoreOutageTest {

    @TempDir
    Path folder;

    private final List<Object> published = new ArrayList<>();
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(StoreOutage.class);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        said.start();
        logger.addAppender(said);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(said);
        logger.setLevel(null);
    }

    @Test
    void withoutRoomNothingIsExpectedOfItBeforeAnyPictureComes() {
        StoreOutage outage = outage(DataSize.ofTerabytes(900));
        assertThat(outage.lasts()).isFalse();
        look(outage);
        look(outage);
        assertThat(outage.lasts()).isTrue();
        assertThat(levels()).as("one line").containsExactly(Level.ERROR);
        assertThat(said.list.getFirst().getFormattedMessage()).contains("min-free");
        assertThat(published).isEmpty();
    }

    @Test
    void anUploadThatItRefusesBeginsItAndAFileOfItsOwnEndsItOnce() throws IOException {
        StoreOutage outage = outage(DataSize.ofBytes(0));
        outage.met("The disk refuses.", 300_000);
        outage.met("The disk refuses.", 300_000);
        assertThat(outage.lasts()).isTrue();
        assertThat(published).isEmpty();

        look(outage);
        look(outage);
        assertThat(outage.lasts()).isFalse();
        assertThat(levels()).containsExactly(Level.ERROR, Level.INFO);
        assertThat(published).containsExactly(new StoreOutage.StoreIsBack());
        try (var drafts = Files.list(folder.resolve("pictures/.drafts"))) {
            assertThat(drafts).as("what it tried with").isEmpty();
        }
    }

    @Test
    void itLastsWhileADraftCannotBeWritten() throws IOException {
        StoreOutage outage = outage(DataSize.ofBytes(0));
        Path drafts = folder.resolve("pictures/.drafts");
        outage.met("The disk refuses.", -1);
        Files.delete(drafts);
        look(outage);
        assertThat(outage.lasts()).isTrue();

        Files.createDirectory(drafts);
        look(outage);
        assertThat(outage.lasts()).isFalse();
        assertThat(levels()).containsExactly(Level.ERROR, Level.INFO);
    }

    private StoreOutage outage(DataSize minFree) {
        PictureStore store = new PictureStore(TestSettings.in(folder, null));
        DiskSpace space = new DiskSpace(store, new PictureSettings(minFree, null, null), new SimpleMeterRegistry());
        return new StoreOutage(store, space, published::add);
    }

    private static void look(StoreOutage outage) {
        outage.periodicTasks().stream().map(PeriodicTask::work).forEach(Runnable::run);
    }

    private List<Level> levels() {
        return said.list.stream().map(ILoggingEvent::getLevel).toList();
    }
}
