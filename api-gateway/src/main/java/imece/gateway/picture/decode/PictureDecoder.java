package imece.gateway.picture.decode;

import imece.gateway.http.Refusal;
import imece.gateway.picture.decode.PictureDecoder.DecodedPicture.Unreadable;
import imece.picture.PictureFile;
import imece.picture.PictureReading.PictureSize;
import imece.picture.PictureReading.WholePicture;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Decodes strangers' pictures, each in a process of its own (decision 0065). Nothing stops a decoder inside a JVM for sure, and
 * what it takes of memory is missing to all others; a process is killed.
 */
@Component
public class PictureDecoder {

    private static final Logger log = LoggerFactory.getLogger(PictureDecoder.class);

    private static final int AT_A_TIME = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Twice what the largest picture takes: 4096 x 4096 pixels of four times 16 bits, and the plain ones beside them. */
    private static final String HEAP = "-Xmx448m";

    private static final Path NICE = Path.of("/usr/bin/nice");

    /** How the process says that it could not even begin. */
    private static final int NEVER_BEGAN = 1;

    private final Duration longest;
    private final Duration patience;
    private final Semaphore places;

    @Autowired
    PictureDecoder() {
        this(AT_A_TIME, PATIENCE, LONGEST);
    }

    /**
     * With other bounds.
     *
     * @param atATime how many processes there may be
     * @param patience how long a caller waits for one
     * @param longest how long one may take
     */
    public PictureDecoder(int atATime, Duration patience, Duration longest) {
        this.places = new Semaphore(atATime, true);
        this.patience = patience;
        this.longest = longest;
    }

    /** What became of a stranger's picture. */
    public sealed interface DecodedPicture {

        /** The plain picture is on the disk, for good. */
        record Plain(PictureSize size) implements DecodedPicture {}

        /** There is none. */
        enum Unreadable implements DecodedPicture {
            /** Its pixels are damaged, or of a kind that no reader knows. */
            BROKEN,
            /** It would take too much memory. */
            TOO_LARGE,
            /** It would take too much time. */
            TOO_SLOW
        }
    }

    /**
     * Writes a stranger's picture as a plain PNG.
     *
     * @param stranger a file that was judged to be a whole picture
     * @param plain a file that is not there yet
     * @throws Refusal 503 if too many are being decoded, or no process can be started
     * @throws IOException if the disk does not take the plain one
     */
    public DecodedPicture decode(Path stranger, Path plain) throws IOException {
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
            try {
                return decodeNow(stranger, plain);
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
    }

    private DecodedPicture decodeNow(Path stranger, Path plain) throws IOException, InterruptedException {
        Process process = start(stranger, plain);
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                return Unreadable.TOO_SLOW;
            }
            return switch (process.exitValue()) {
                case DecodingProgram.DONE -> kept(plain);
                case NEVER_BEGAN -> {
                    log.error("Pictures of visitors cannot be taken: {}", said(process));
                    throw busy();
                }
                case DecodingProgram.NOT_WRITTEN -> throw new IOException(said(process));
                case DecodingProgram.OUT_OF_MEMORY -> Unreadable.TOO_LARGE;
                case DecodingProgram.OUT_OF_TIME -> Unreadable.TOO_SLOW;
                default -> Unreadable.BROKEN;
            };
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(Path stranger, Path plain) {
        ProcessBuilder builder = new ProcessBuilder(command(stranger, plain));
        // Neither passwords nor options of the gateway's own JVM.
        builder.environment().clear();
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return builder.start();
        } catch (IOException e) {
            log.error("Pictures of visitors cannot be taken: {}", e.toString());
            throw busy();
        }
    }

    private List<String> command(Path stranger, Path plain) {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            // Whoever waits for an answer of the gateway goes first.
            words.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path")));
        if (String.valueOf(DecodingProgram.class.getResource("DecodingProgram.class"))
                .startsWith("jar:nested:")) {
            // In a jar of jars only its own loader finds anything.
            words.add("-Dloader.main=" + DecodingProgram.class.getName());
            words.add("org.springframework.boot.loader.launch.PropertiesLauncher");
        } else {
            words.add(DecodingProgram.class.getName());
        }
        words.add(stranger.toString());
        words.add(plain.toString());
        words.add(String.valueOf(longest.plusSeconds(1).toSeconds()));
        return words;
    }

    private static DecodedPicture kept(Path plain) throws IOException {
        try (FileChannel channel = FileChannel.open(plain, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return PictureFile.read(plain) instanceof WholePicture whole
                ? new DecodedPicture.Plain(new PictureSize(whole.width(), whole.height()))
                : Unreadable.BROKEN;
    }

    private static String said(Process process) throws IOException {
        return new String(process.getErrorStream().readNBytes(1 << 12), StandardCharsets.UTF_8).strip();
    }

    private static Refusal busy() {
        return Refusal.later(
                HttpStatus.SERVICE_UNAVAILABLE,
                "busy",
                "Too many pictures are being read at the moment.",
                Duration.ofSeconds(2));
    }
}
