package imece.bench.entrance;

import imece.local.os.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jacoco.agent.AgentJar;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.tools.ExecDumpClient;

/**
 * JaCoCo's agent in one JVM, asked over a port of this machine. It comes with the bench as a file in a jar, and is unpacked
 * into the run's folder; the programs that it watches do not know it.
 *
 * @param option what the watched JVM is started with
 */
public record Agent(String option, int port) {

    /** One for a JVM that is to be started. */
    public static Agent unpackedInto(Path folder) {
        Path jar = folder.resolve("jacocoagent.jar");
        try {
            if (!Files.exists(jar)) {
                AgentJar.extractTo(jar.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("JaCoCo's agent could not be unpacked into " + folder + ".", e);
        }
        int port = FreePorts.any();
        return new Agent(
                "-javaagent:%s=output=tcpserver,address=127.0.0.1,port=%d,includes=imece.*,excludes=imece.worker.demo.*"
                        .formatted(jar, port),
                port);
    }

    /** What ran since the start, or since all was forgotten. */
    public ExecutionDataStore dump() throws IOException {
        return dump(false);
    }

    /** The same, after which all is forgotten. */
    public ExecutionDataStore dumpAndForget() throws IOException {
        return dump(true);
    }

    private ExecutionDataStore dump(boolean forget) throws IOException {
        ExecDumpClient client = new ExecDumpClient();
        client.setReset(forget);
        return client.dump("127.0.0.1", port).getExecutionDataStore();
    }
}
