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
import java.util.TreeMap;

/** The command lines of gateways and workers. Secrets go through the environment, which other users can't read. */
public final class Members {
    /** Its name. */
    public static final String DATABASE = "imece";

    /** For short starts on small machines: one collector thread, one compiler. */
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");

    private Members() {}

    /** The gateway with this number, from 1; the password is that of {@link PostgresNode#USER}. */
    public static Member gateway(
            FarmSettings farm, int number, String broker, String jdbcUrl, String password, Extras extras) {
        int port = farm.port() + number - 1;
        String name = "gateway-" + number;
        List<String> command = java(farm.home(), "api-gateway", "-Xmx384m", extras.ofJvm());
        command.addAll(List.of(
                "--imece.name=" + name,
                "--imece.data=" + farm.data(),
                "--server.port=" + port,
                "--server.address=" + farm.listen()));
        command.addAll(extras.arguments());
        return new JavaMember(
                name,
                Addresses.fromHere(farm.listen()) + ":" + port,
                farm.data(),
                farm.folder().log(name),
                command,
                extras.environmentOver(Map.of(
                        "IMECE_BROKER_URI", broker,
                        "SPRING_DATASOURCE_URL", jdbcUrl,
                        "SPRING_DATASOURCE_USERNAME", PostgresNode.USER,
                        "SPRING_DATASOURCE_PASSWORD", password,
                        "IMECE_GATEWAY_PUBLICURL", farm.publicUrl(port),
                        "IMECE_GATEWAY_UPLOADURLS", farm.uploadUrls(),
                        "IMECE_GATEWAY_PICTURES",
                                farm.data().resolve("pictures").toString(),
                        "IMECE_GATEWAY_KEYFILE",
                                farm.data().resolve("gateway.key").toString(),
                        "IMECE_GATEWAY_OPERATORTOKENFILE",
                                farm.data().resolve("operator.token").toString())),
                new Readiness.Answers(URI.create(
                        "http://%s:%d/actuator/health/readiness".formatted(Addresses.fromHere(farm.listen()), port))));
    }

    /** Makes what every gateway expects to be there. */
    public static void prepareDatabase(PostgresNode postgres) {
        postgres.createDatabase(DATABASE);
    }

    static JavaMember worker(FarmSettings farm, int number, String broker) {
        List<String> engines =
                farm.engines().isEmpty() ? List.of() : List.of(farm.engines().get(number - 1));
        return worker(farm, "worker-" + number, "demo-" + (number - 1), engines, broker, Extras.NONE);
    }

    /** A worker; its demo engine draws on this GPU. */
    public static Member worker(FarmSettings farm, String name, String demoGpu, String broker, Extras extras) {
        return worker(farm, name, demoGpu, List.of(), broker, extras);
    }

    private static JavaMember worker(
            FarmSettings farm, String name, String demoGpu, List<String> engines, String broker, Extras extras) {
        List<String> command =
                new ArrayList<>(workerCommand(farm.home(), farm.data(), name, demoGpu, engines, extras.ofJvm()));
        command.addAll(extras.arguments());
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
                extras.environmentOver(workerEnvironment(broker, engines)),
                new Readiness.Says("is ready"));
    }

    /** What a worker is told beside its command line: an engine's address, too, may hold a password. */
    public static Map<String, String> workerEnvironment(String broker, List<String> engines) {
        Map<String, String> environment = new TreeMap<>(Map.of("IMECE_BROKER_URI", broker));
        for (int i = 0; i < engines.size(); i++) {
            String[] kindAndUrl = engines.get(i).split("=", 2);
            environment.put("IMECE_WORKER_SLOTS_" + i + "_ENGINE", kindAndUrl[0]);
            environment.put("IMECE_WORKER_SLOTS_" + i + "_URL", kindAndUrl[1]);
        }
        return environment;
    }

    /** The command line of a worker; without engines the demo engine gets this GPU. */
    public static List<String> workerCommand(Path home, Path data, String name, String demoGpu, List<String> engines) {
        return workerCommand(home, data, name, demoGpu, engines, List.of());
    }

    private static List<String> workerCommand(
            Path home, Path data, String name, String demoGpu, List<String> engines, List<String> ofJvm) {
        List<String> command = java(home, "gpu-worker", "-Xmx192m", ofJvm);
        command.add("--imece.name=" + name);
        command.add("--imece.data=" + data);
        if (engines.isEmpty()) {
            command.add("--imece.worker.gpus=" + demoGpu);
        }
        return command;
    }

    /** The command line that examines the image engine at this address. */
    public static List<String> engineDoctorCommand(Path home, String url) {
        List<String> command = java(home, "gpu-worker", "-Xmx192m", List.of());
        command.addAll(List.of("--doctor", url));
        return command;
    }

    private static List<String> java(Path home, String module, String heap, List<String> more) {
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
        command.addAll(more);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
