package imece.local.jar;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** A built program in which classes are replaced: the source of this tree, edited, and compiled against what is in the jar. */
public final class PatchedProgram {
    private final Path home;
    private final String name;
    private final BootJar built;
    private final List<SourceEdit> edits;

    /**
     * Nothing is made yet.
     *
     * @param home the folder that holds the modules
     * @param edits those of other modules are passed over
     */
    public PatchedProgram(Path home, String module, List<SourceEdit> edits) {
        this.home = home;
        this.name = module + "-exec.jar";
        this.built = new BootJar(home.resolve(module).resolve("target").resolve(name));
        this.edits = edits.stream().filter(edit -> edit.module().equals(module)).toList();
    }

    /**
     * Writes its jar into a folder, under the name of the built one; without edits it is a copy.
     *
     * @throws IllegalStateException if an edit does not fit: its class, or what it changes, is not there, or is not compiled
     */
    public void into(Path folder) throws IOException {
        Path jar = Files.copy(built.file(), folder.resolve(name));
        if (edits.isEmpty()) {
            return;
        }
        Path classes = compiled(Files.createTempDirectory(folder, name));
        // Entries that are not written stay as they are: Spring Boot wants the jars of libraries uncompressed.
        try (FileSystem entries = FileSystems.newFileSystem(jar);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(entries.getPath(BootJar.CLASSES + classes.relativize(file)), Files.readAllBytes(file));
            }
        }
    }

    private Path compiled(Path scratch) throws IOException {
        Path program = scratch.resolve("program");
        Path libraries = scratch.resolve("libraries");
        Path output = Files.createDirectory(scratch.resolve("compiled"));
        built.unpackClasses(program);
        built.unpackLibraries(libraries);
        Map<String, String> sources = new LinkedHashMap<>();
        for (SourceEdit edit : edits) {
            if (!Files.exists(program.resolve(edit.path() + ".class"))) {
                throw new IllegalStateException(
                        "No guard can be taken out of %s: %s has no such class.".formatted(edit.type(), built.file()));
            }
            String before = sources.containsKey(edit.path()) ? sources.get(edit.path()) : edit.source(home);
            sources.put(edit.path(), edit.appliedTo(before));
        }
        compile(sources, program, libraries, output);
        return output;
    }

    private void compile(Map<String, String> texts, Path program, Path libraries, Path output) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<EditedSource> sources = texts.entrySet().stream()
                .map(each -> new EditedSource(each.getKey(), each.getValue()))
                .toList();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> jars = Files.list(libraries)) {
            files.setLocationFromPaths(
                    StandardLocation.CLASS_PATH,
                    Stream.concat(Stream.of(program), jars).toList());
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
            List<String> options = List.of("-parameters", "-proc:none", "-nowarn");
            if (!compiler.getTask(said, files, null, options, null, sources).call()) {
                throw new IllegalStateException("Without its guard %s can't be compiled.\n%s".formatted(name, said));
            }
        }
    }

    private static final class EditedSource extends SimpleJavaFileObject {
        private final String text;

        EditedSource(String path, String text) {
            super(URI.create("string:///" + path + Kind.SOURCE.extension), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
