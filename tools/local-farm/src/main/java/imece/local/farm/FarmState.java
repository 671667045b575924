package imece.local.farm;

import imece.local.os.PrivateFiles;
import imece.local.os.ProcessRef;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a running farm tells other terminals and its own next start, in {@code farm.json}. It names processes that may be gone
 * by now: readers ask each reference whether it still runs.
 *
 * @param launcher the process that supervises the others
 * @param broker the URI with which the launcher's own commands reach the broker; holds the administrator's password
 * @param urls of the gateways, as people open them
 */
public record FarmState(ProcessRef launcher, String broker, List<String> urls, List<MemberState> processes) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How a member is, as its launcher last knew. */
    public enum Condition {
        /** Launched (again), but not yet ready. */
        STARTING,
        /** Ready. */
        UP,
        /** Not running: it ended and waits for its next start, or was never started. */
        DOWN;

        /** As shown to people and programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One member: its name, how it is, its process while it has one, and its host and port (empty: none). */
    public record MemberState(
            String name, Condition condition, @Nullable ProcessRef process, String address) {
        /** The same, corrected by a look at the machine: without its process it is down. */
        public MemberState now() {
            return process != null && process.find().isPresent()
                    ? this
                    : new MemberState(name, Condition.DOWN, null, address);
        }
    }

    void write(FarmFolder folder) {
        PrivateFiles.write(folder.state(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }

    /** The state that was last written in this folder, if it can be read. */
    public static Optional<FarmState> read(FarmFolder folder) {
        if (!Files.exists(folder.state())) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(folder.state().toFile(), FarmState.class));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
