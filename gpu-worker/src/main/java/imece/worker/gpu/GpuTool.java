package imece.worker.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver's own tool, asked as a program: it is there wherever the driver is, and when a GPU hangs it is the tool that hangs
 * and not this process. One thread asks.
 */
final class GpuTool {

    /** NVIDIA's and AMD's. */
    static final List<GpuTool> ALL =
            List.of(new GpuTool(NvidiaSmi.COMMAND, NvidiaSmi::parse), new GpuTool(RocmSmi.COMMAND, RocmSmi::parse));

    private static final Logger log = LoggerFactory.getLogger(GpuTool.class);
    private static final int PATIENCE_SECONDS = 10;

    /** What the system says about a program that does not exist. */
    private static final Pattern NO_SUCH_PROGRAM = Pattern.compile("error[=:] ?2\\b");

    private final List<String> command;
    private final Function<String, List<GpuReading>> parse;
    private @Nullable Process hung;

    /**
     * This tool.
     *
     * @param command what to run
     * @param parse reads what it writes; GPUs that it can't make out are left out
     */
    GpuTool(List<String> command, Function<String, List<GpuReading>> parse) {
        this.command = List.copyOf(command);
        this.parse = parse;
    }

    /** What it shows now; empty = the tool is not on this machine. One that does not answer shows nothing. */
    Optional<List<GpuReading>> ask() throws InterruptedException {
        if (hung != null && hung.isAlive()) {
            // In the driver's hands it can't be killed; one more would only be one more.
            return Optional.of(List.of());
        }
        hung = null;
        Path output = null;
        try {
            // Into a file: a tool that hangs with a full pipe, or leaves a child behind, must not hold its reader.
            output = Files.createTempFile("imece-gpus", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                hung = process.destroyForcibly();
                log.warn("{} did not answer within {} s; its GPUs are not seen now.", tool(), PATIENCE_SECONDS);
                return Optional.of(List.of());
            }
            // Its status says that some GPU is ill; what it tells of the others is true all the same.
            return Optional.of(parse.apply(new String(Files.readAllBytes(output), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            boolean notHere =
                    NO_SUCH_PROGRAM.matcher(String.valueOf(e.getMessage())).find();
            if (!notHere) {
                log.warn("{} could not be asked: {}", tool(), e.getMessage());
            }
            return notHere ? Optional.empty() : Optional.of(List.of());
        } finally {
            delete(output);
        }
    }

    String tool() {
        return command.getFirst();
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            log.debug("A temporary file is left: {}", file, e);
        }
    }
}
