package imece.bench.entrance;

import imece.local.os.CommandProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.data.ExecutionDataStore;

/** The classes of gateway, worker and common, as they lie in the two programs' jars, without the demo engine. */
public final class ClassFiles {
    private static final String OWN = "BOOT-INF/classes/";
    private static final String DEMO_ENGINE = "imece/worker/demo/";

    private final Map<String, ClassFile> byName;

    private static final class ClassFile {
        final String module;
        final byte[] bytes;

        ClassFile(String module, byte[] bytes) {
            this.module = module;
            this.bytes = bytes;
        }
    }

    private ClassFiles(Map<String, ClassFile> byName) {
        this.byName = byName;
    }

    /** Those of these two; common's lie in both. */
    public static ClassFiles of(Path gatewayJar, Path workerJar) {
        Map<String, ClassFile> classes = new HashMap<>();
        read(gatewayJar, "gateway", classes);
        read(workerJar, "worker", classes);
        return new ClassFiles(classes);
    }

    private static void read(Path program, String module, Map<String, ClassFile> classes) {
        try (JarFile jar = new JarFile(program.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                try (InputStream content = jar.getInputStream(entry)) {
                    if (name.startsWith(OWN)) {
                        keep(name.substring(OWN.length()), module, content, classes);
                    } else if (name.startsWith("BOOT-INF/lib/imece-common-")) {
                        ZipInputStream common = new ZipInputStream(content);
                        for (ZipEntry each = common.getNextEntry(); each != null; each = common.getNextEntry()) {
                            keep(each.getName(), "common", common, classes);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new CommandProblem("The jar %s cannot be read: %s".formatted(program, e.getMessage()), e);
        }
    }

    private static void keep(String name, String module, InputStream content, Map<String, ClassFile> classes)
            throws IOException {
        if (name.startsWith("imece/")
                && name.endsWith(".class")
                && !name.startsWith(DEMO_ENGINE)
                && !name.endsWith("package-info.class")) {
            classes.put(
                    name.substring(0, name.length() - ".class".length()),
                    new ClassFile(module, content.readAllBytes()));
        }
    }

    /** How many there are, nested ones included. */
    public int count() {
        return byName.size();
    }

    /** The lines of all classes that ran as this says. */
    public Set<RanLine> ran(ExecutionDataStore data) {
        Set<RanLine> lines = new HashSet<>();
        data.getContents().forEach(each -> lines.addAll(ran(each.getName(), data)));
        return lines;
    }

    /** The lines of this class that ran; none if it is not one of these. */
    Set<RanLine> ran(String name, ExecutionDataStore data) {
        ClassFile file = byName.get(name);
        if (file == null) {
            return Set.of();
        }
        Set<RanLine> lines = new HashSet<>();
        Analyzer analyzer = new Analyzer(data, coverage -> lines.addAll(lines(file.module, coverage)));
        try {
            analyzer.analyzeClass(new ByteArrayInputStream(file.bytes), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static List<RanLine> lines(String module, IClassCoverage coverage) {
        String source = coverage.getSourceFileName();
        if (source == null || coverage.getFirstLine() < 0) {
            return List.of();
        }
        if (coverage.isNoMatch()) {
            throw new CommandProblem(
                    "The class %s of the farm is not the one in its jar.".formatted(coverage.getName()));
        }
        SourceFile file = new SourceFile(module, coverage.getPackageName(), source);
        return IntStream.rangeClosed(coverage.getFirstLine(), coverage.getLastLine())
                .filter(line -> (coverage.getLine(line).getStatus() & ICounter.PARTLY_COVERED) > ICounter.NOT_COVERED)
                .mapToObj(line -> new RanLine(file, coverage.getName(), line))
                .toList();
    }
}
