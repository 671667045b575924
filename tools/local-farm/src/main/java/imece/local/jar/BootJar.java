package imece.local.jar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An executable jar of Spring Boot: classes of the program in one folder, and the jars of its libraries inside. */
public record BootJar(Path file) {

    /** The folder of the program's own classes, with which the names of their entries begin. */
    public static final String CLASSES = "BOOT-INF/classes/";

    private static final String LIBRARIES = "BOOT-INF/lib/";

    /** Copies the program's own classes and resources into a folder. */
    public void unpackClasses(Path into) throws IOException {
        unpack(CLASSES, into);
    }

    /** Copies the jars of the libraries into a folder. */
    public void unpackLibraries(Path into) throws IOException {
        unpack(LIBRARIES, into);
    }

    private void unpack(String prefix, Path into) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream()
                    .filter(each -> each.getName().startsWith(prefix) && !each.isDirectory())
                    .toList()) {
                Path target = into.resolve(entry.getName().substring(prefix.length()));
                Files.createDirectories(target.getParent());
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, target);
                }
            }
        }
    }
}
