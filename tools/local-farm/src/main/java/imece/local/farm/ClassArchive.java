package imece.local.farm;

import imece.local.os.ProcessLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The classes of one of our programs, parsed and laid out as the JVM wants them (class data sharing), so that the next start
 * need not do that again. The first start writes down which classes it needs; from that list a process of low priority makes
 * the archive beside the jar. Without it everything works all the same, only slower (decision 0040).
 */
final class ClassArchive {
    private static final Set<Path> BEING_MADE = ConcurrentHashMap.newKeySet();
    private static final int LONGEST_MINUTES = 5;

    private final Path jar;
    private final Path archive;
    private final Path list;
    private volatile CompletableFuture<Void> making = CompletableFuture.completedFuture(null);

    /** That of this jar; only one that was laid out with its libraries beside it can have one. */
    ClassArchive(Path jar) {
        this.jar = jar;
        String version = jar.getFileName() + "-" + Runtime.version();
        this.archive = jar.resolveSibling(version + ".jsa");
        this.list = jar.resolveSibling(version + "-" + ProcessHandle.current().pid() + ".classes");
    }

    /** What the JVM of a program is told so that it uses the archive; nothing if there is none. */
    List<String> use() {
        return isMade() ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
    }

    /** The same, or else, once per launcher: to write down what belongs into it, for {@link #make}. */
    List<String> useOrPrepare() {
        boolean prepare = !isMade() && canBeMade() && BEING_MADE.add(archive);
        return prepare ? List.of("-XX:DumpLoadedClassList=" + list) : use();
    }

    /** Whether it is there. */
    boolean isMade() {
        return Files.exists(archive);
    }

    /** The program is ready and has loaded what a start needs. Returns at once; what is made is used from the next start on. */
    void make() {
        if (!isMade() && Files.exists(list)) {
            CompletableFuture<Void> over = new CompletableFuture<>();
            making = over;
            Thread.ofPlatform().name("class-archive").daemon().start(() -> {
                try {
                    makeNow();
                } finally {
                    over.complete(null);
                }
            });
        }
    }

    /** Completes when nothing is made any more. */
    CompletableFuture<Void> quiet() {
        return making;
    }

    private void makeNow() {
        Path unfinished = list.resolveSibling(list.getFileName() + ".jsa");
        try {
            List<String> command =
                    new ArrayList<>(ProcessLauncher.onPath("nice") ? List.of("nice", "-n", "19") : List.of());
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xshare:dump",
                    "-XX:+UseSerialGC",
                    "-XX:SharedClassListFile=" + list,
                    "-XX:SharedArchiveFile=" + unfinished,
                    "-cp",
                    jar.toString()));
            Process making = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                making.destroyForcibly();
                delete(unfinished);
                delete(list);
            }));
            if (making.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) && making.exitValue() == 0) {
                Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
            }
            making.destroyForcibly();
        } catch (IOException e) {
            // A start without an archive is only slower.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            delete(unfinished);
            delete(list);
        }
    }

    private boolean canBeMade() {
        return Files.isDirectory(jar.resolveSibling("lib"))
                && Files.isWritable(jar.toAbsolutePath().getParent());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It lies in a folder of copies that is removed some day.
        }
    }
}
