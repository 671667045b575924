package imece.worker.owned;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what an engine writes, line by line, into this worker's log, and keeps the last words for when it dies. Bounded,
 * whatever comes: long lines are cut, and lines that are written over, as progress bars are, are for debugging only.
 */
final class EngineLog {

    private static final Logger log = LoggerFactory.getLogger(EngineLog.class);
    private static final int LONGEST_LINE = 1_000;
    private static final int LAST_LINES = 10;
    private static final int LONGEST_SENTENCE = 300;

    private final String slot;
    private final Deque<String> last = new ArrayDeque<>();

    EngineLog(String slot) {
        this.slot = slot;
    }

    /** Reads what another life of the engine says until its end; the thread on which it does. */
    Thread follow(InputStream output) {
        forget();
        return Thread.ofPlatform().name("engine-log-" + slot).daemon().start(() -> {
            try (Reader reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
                read(reader);
            } catch (IOException e) {
                log.debug("What the engine of slot {} writes is no longer read.", slot, e);
            }
        });
    }

    /** The last lines of its last life, the newest at the end. */
    synchronized String lastWords() {
        return String.join(" | ", last);
    }

    /** The end of the same, for a sentence: without colours and other control characters. */
    String lastSentence() {
        String plain = lastWords().replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "").replaceAll("\\p{Cntrl}", "");
        String end =
                plain.length() > LONGEST_SENTENCE ? "…" + plain.substring(plain.length() - LONGEST_SENTENCE) : plain;
        return end.isEmpty() ? "none." : end;
    }

    private void read(Reader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n' || c == '\r') {
                pass(line.toString().strip(), c == '\n');
                line.setLength(0);
            } else if (line.length() < LONGEST_LINE) {
                line.append((char) c);
            }
        }
        pass(line.toString().strip(), true);
    }

    private void pass(String line, boolean stays) {
        if (line.isEmpty()) {
            return;
        }
        if (stays) {
            remember(line);
            log.info("[ENGINE] slot={} {}", slot, line);
        } else {
            log.debug("[ENGINE] slot={} {}", slot, line);
        }
    }

    private synchronized void forget() {
        last.clear();
    }

    private synchronized void remember(String line) {
        last.addLast(line);
        while (last.size() > LAST_LINES) {
            last.removeFirst();
        }
    }
}
