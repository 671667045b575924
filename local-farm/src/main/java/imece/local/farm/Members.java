package imece.local.farm;

import imece.local.nodes.PostgresNode;
import imece.local.os.Addresses;
import imece.local.os.Problem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command lines of gateways and workers. Secrets go through the environment, which other users can't read. */
public final class Members {
    private static final String DATABASE = "imece";

    /** For short starts on small machines: one collector thread, one compiler. */
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");

    private Members() {}

    static JavaMember gateway(FarmSettings farm, int number, String broker, PostgresNode postgres) {
        int port = farm.port() + number - 1;
        String name = "gateway-" + number;
        List<String> command = java(farm.home(), "api-gateway", "-Xmx384m");
        command.addAll(List.of(
                "--imece.name=" + name,
                "--imece.data=" + farm.data(),
                "--server.port=" + port,
                "--server.address=" + farm.listen()));
        return new JavaMember(
                name,
                Addresses.fromHere(farm.listen()) + ":" + port,
                farm.data(),
                farm.folder().log(name),
                command,
                Map.of(
                        "IMECE_BROKER_URI", broker,
                        "SPRING_DATASOURCE_URL", postgres.jdbcUrl(DATABASE),
                        "SPRING_DATASOURCE_USERNAME", PostgresNode.USER,
                        "SPRING_DATASOURCE_PASSWORD", postgres.password(),
                        "IMECE_GATEWAY_PUBLICURL", farm.publicUrl(port),
                        "IMECE_GATEWAY_UPLOADURLS", farm.uploadUrls(),
                        "IMECE_GATEWAY_PICTURES",
                                farm.data().resolve("pictures").toString(),
                        "IMECE_GATEWAY_KEYFILE",
                                farm.data().resolve("gateway.key").toString(),
                        "IMECE_GATEWAY_OPERATORTOKENFILE",
                                farm.data().resolve("operator.token").toString()),
                new Readiness.Answers(URI.create(
                        "http://%s:%d/actuator/health/readiness".formatted(Addresses.fromHere(farm.listen()), port))));
    }

    /** Makes what every gateway expects to be there. */
    static void prepareDatabase(PostgresNode postgres) {
        postgres.createDatabase(DATABASE);
    }

    static JavaMember worker(FarmSettings farm, int number, String broker) {
        String name = "worker-" + number;
        List<String> command =
                new ArrayList<>(workerCommand(farm.home(), farm.data(), name, "demo-" + (number - 1), farm.engines()));
        command.add("--imece.worker.demo.step-millis=" + farm.demoStepMillis());
        if (farm.demoFaults()) {
            command.add("--imece.worker.demo.faults=true");
        }
        return new JavaMember(
                name,
                "",
                farm.data(),
                farm.folder().log(name),
                command,
                Map.of("IMECE_BROKER_URI", broker),
                new Readiness.Says("is ready"));
    }

    /** The command line of a worker: with engines those decide about GPUs, without them the demo engine gets this one. */
    public static List<String> workerCommand(Path home, Path data, String name, String demoGpu, List<String> engines) {
        List<String> command = java(home, "gpu-worker", "-Xmx192m");
        command.add("--imece.name=" + name);
        command.add("--imece.data=" + data);
        command.add(
                engines.isEmpty()
                        ? "--imece.worker.gpus=" + demoGpu
                        : "--imece.worker.engine=" + String.join(",", engines));
        return command;
    }

    private static List<String> java(Path home, String module, String heap) {
        String name = module + "-exec.jar";
        // The script hands over copies: a build must not replace the jar that a process is running from.
        String copies = System.getProperty("imece.jars");
        Path jar = copies == null
                ? home.resolve(module).resolve("target").resolve(name)
                : Path.of(copies).resolve(name);
        if (!Files.exists(jar)) {
            throw new Problem(
                    "%s is not there, so this part of Imece was not built. Start through ./imece, which builds what is missing."
                            .formatted(jar));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(heap);
        command.addAll(SMALL);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
