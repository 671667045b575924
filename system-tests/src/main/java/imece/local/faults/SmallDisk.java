package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.os.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A gateway's picture folder that can be full and have room again. Where the machine lets us, it is a disk of its own that is
 * really filled; everywhere else the kernel forbids the gateway to write files longer than its log, which no picture is.
 */
sealed interface SmallDisk {

    /** The gateway's command line, so that it sees this disk. */
    List<String> around(List<String> command);

    /** From now on no picture fits. */
    void fill(Member gateway);

    /** There is room again. */
    void empty(Member gateway);

    /** What the gateway says about it in its log. */
    String told();

    /** The label of the metric that counts it. */
    String counted();

    /** The best that this machine allows. */
    static SmallDisk of(Path pictures) {
        for (List<String> apart : List.of(List.of("unshare", "-m"), List.of("unshare", "-Urm"))) {
            List<String> trial = new ArrayList<>(apart);
            trial.addAll(List.of("mount", "-t", "tmpfs", "imece-trial", "/mnt"));
            if (run(trial)) {
                System.out.println("The small disk is a file system of its own (" + String.join(" ", apart) + ").");
                return new Mounted(apart, pictures);
            }
        }
        System.out.println("The small disk is a limit on the size of files: nothing can be mounted here.");
        return new Limited();
    }

    /** A file system in memory, which only this gateway and its children see. */
    record Mounted(List<String> apart, Path pictures) implements SmallDisk {

        private static final String MOUNT_AND_RUN =
                "mkdir -p \"$0\" && mount -t tmpfs -o size=1m imece-pictures \"$0\" && exec \"$@\"";

        @Override
        public List<String> around(List<String> command) {
            List<String> words = new ArrayList<>(apart);
            words.addAll(List.of("sh", "-c", MOUNT_AND_RUN, pictures.toString()));
            words.addAll(command);
            return words;
        }

        @Override
        public void fill(Member gateway) {
            try (var filler = Files.newOutputStream(filler(gateway))) {
                byte[] block = new byte[4096];
                for (int i = 0; i < 1024; i++) {
                    filler.write(block);
                }
                throw new AssertionError("4 MiB went onto a disk of 1 MiB: the gateway's mount is not seen");
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("No space left");
            }
        }

        @Override
        public void empty(Member gateway) {
            try {
                Files.delete(filler(gateway));
            } catch (IOException e) {
                throw new AssertionError("The disk can't be emptied.", e);
            }
        }

        @Override
        public String told() {
            return "The disk is full";
        }

        @Override
        public String counted() {
            return "disk-full";
        }

        /** The disk as seen from outside. */
        private Path filler(Member gateway) {
            return Path.of("/proc/" + gateway.pid() + "/root" + pictures).resolve("filler");
        }
    }

    /** RLIMIT_FSIZE, which every user may lower and raise again. */
    record Limited() implements SmallDisk {

        private static final int BYTES = 48 * 1024;

        @Override
        public List<String> around(List<String> command) {
            return command;
        }

        @Override
        public void fill(Member gateway) {
            limit(gateway, BYTES + ":");
        }

        @Override
        public void empty(Member gateway) {
            limit(gateway, "unlimited:");
        }

        @Override
        public String told() {
            return "The disk refuses";
        }

        @Override
        public String counted() {
            return "disk-unavailable";
        }

        private static void limit(Member gateway, String size) {
            assertThat(run(List.of("prlimit", "--pid", Long.toString(gateway.pid()), "--fsize=" + size)))
                    .as("prlimit (of util-linux) sets the limit")
                    .isTrue();
        }
    }

    private static boolean run(List<String> command) {
        return Shell.run(Path.of("/"), java.util.Map.of(), Duration.ofSeconds(10), command)
                .ok();
    }
}
