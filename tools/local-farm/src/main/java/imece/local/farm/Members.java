package imece.local.farm;

import imece.contract.GatewayPorts;
import imece.local.nodes.PostgresNode;
import imece.local.os.Addresses;
import imece.local.os.CommandProblem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The command lines of gateways and workers. Secrets go through the environment, which other users can't read. */
public final class Members {
    /** Its name. */
    public static final String DATABASE = "imece";

    /** For short starts on small machines: one collector thread, one compiler. */
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");

    /** A process that is short of memory does some things and leaves others: it is better ended, and started again. */
    private static final String ENDS_WITHOUT_MEMORY = "-XX:+ExitOnOutOfMemoryError";

    private static final String WORKER = "gpu-worker";
    private static final String WORKER_HEAP = "-Xmx192m";

    private Members() {}

    /** The gateway with this number, from 1; the password is that of {@link PostgresNode#GATEWAY_USER}. */
    public static Member gateway(
            FarmSettings farm, int number, String broker, String jdbcUrl, String password, Extras extras) {
        int port = farm.port() + number - 1;
        String name = "gateway-" + number;
        List<String> arguments = new ArrayList<>(List.of(
                "--imece.name=" + name,
                "--imece.data=" + farm.data(),
                "--server.port=" + port,
                "--server.address=" + farm.listen(),
                "--management.server.port=" + GatewayPorts.management(port)));
        arguments.addAll(extras.arguments());
        return new JavaMember(
                name,
                Addresses.fromHere(farm.listen()) + ":" + port,
                farm.data(),
                farm.folder().log(name),
                command(farm.home(), "api-gateway", "-Xmx384m", extras, arguments),
                extras.environmentOver(Map.of(
                        "IMECE_BROKER_URI", broker,
                        "SPRING_DATASOURCE_URL", jdbcUrl,
                        "SPRING_DATASOURCE_USERNAME", PostgresNode.GATEWAY_USER,
                        "SPRING_DATASOURCE_PASSWORD", password,
                        "IMECE_GATEWAY_PUBLICURL", farm.publicUrl(port),
                        "IMECE_GATEWAY_UPLOADURLS", farm.uploadUrls(),
                        "IMECE_GATEWAY_PICTURES",
                                farm.data().resolve("pictures").toString(),
                        "IMECE_GATEWAY_KEYFILE",
                                farm.data().resolve("gateway.key").toString(),
                        "IMECE_GATEWAY_OPERATORTOKENFILE",
                                farm.data().resolve("operator.token").toString())),
                new MemberReadiness.Answers(URI.create(management(port) + "/actuator/health/readiness")));
    }

    /** Where the gateway on this port tells how it is, without a slash at the end. */
    public static String management(int port) {
        return "http://127.0.0.1:" + GatewayPorts.management(port);
    }

    /** Makes what every gateway expects to be there. */
    public static void prepareDatabase(PostgresNode postgres) {
        postgres.createDatabase(DATABASE);
    }

    static JavaMember worker(FarmSettings farm, int number, String broker) {
        List<String> engines =
                farm.engines().isEmpty() ? List.of() : List.of(farm.engines().get(number - 1));
        return worker(farm, workerName(number), "demo-" + (number - 1), engines, broker, Extras.NONE);
    }

    /** What the worker with this number, from 1, is called. */
    static String workerName(int number) {
        return "worker-" + number;
    }

    /** A worker; its demo engine draws on this GPU. */
    public static Member worker(FarmSettings farm, String name, String demoGpu, String broker, Extras extras) {
        return worker(farm, name, demoGpu, List.of(), broker, extras);
    }

    private static JavaMember worker(
            FarmSettings farm, String name, String demoGpu, List<String> engines, String broker, Extras extras) {
        List<String> arguments = new ArrayList<>(workerArguments(farm.data(), name, demoGpu, engines));
        arguments.addAll(extras.arguments());
        arguments.add("--imece.worker.demo.step-millis=" + farm.demoStepMillis());
        if (farm.demoLoadMillis() != null) {
            arguments.add("--imece.worker.demo.load-millis=" + farm.demoLoadMillis());
        }
        if (farm.demoFaults()) {
            arguments.add("--imece.worker.demo.faults=true");
        }
        return new JavaMember(
                name,
                "",
                farm.data(),
                farm.folder().log(name),
                command(farm.home(), WORKER, WORKER_HEAP, extras, arguments),
                extras.environmentOver(workerEnvironment(broker, engines)),
                new MemberReadiness.Says("is ready"));
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

    /** Settings such as {@code --imece.worker.slots[0].url=…} as variables: in them no other user of the machine reads a password. */
    public static Map<String, String> asEnvironment(List<String> settings) {
        Map<String, String> environment = new TreeMap<>();
        for (String setting : settings) {
            String[] nameAndValue = setting.substring("--".length()).split("=", 2);
            String name = nameAndValue[0]
                    .replace("-", "")
                    .replaceAll("[.\\[\\]]+", "_")
                    .replaceAll("_$", "")
                    .toUpperCase(Locale.ROOT);
            environment.put(name, nameAndValue[1]);
        }
        return environment;
    }

    /** The command line of a worker; without engines the demo engine gets this GPU. */
    public static List<String> workerCommand(Path home, Path data, String name, String demoGpu, List<String> engines) {
        return command(home, WORKER, WORKER_HEAP, Extras.NONE, workerArguments(data, name, demoGpu, engines))
                .words();
    }

    private static List<String> workerArguments(Path data, String name, String demoGpu, List<String> engines) {
        List<String> arguments = new ArrayList<>(List.of("--imece.name=" + name, "--imece.data=" + data));
        if (engines.isEmpty()) {
            arguments.add("--imece.worker.gpus=" + demoGpu);
        }
        return arguments;
    }

    /** The command line that examines the image engine at this address. */
    public static List<String> engineDoctorCommand(Path home, String url) {
        return command(home, WORKER, WORKER_HEAP, Extras.NONE, List.of("--doctor", url))
                .words();
    }

    private static JavaMember.Command command(
            Path home, String module, String heap, Extras extras, List<String> arguments) {
        Path jar = jar(home, module, extras.jars());
        List<String> program = new ArrayList<>();
        program.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        program.add(heap);
        program.addAll(SMALL);
        program.add(ENDS_WITHOUT_MEMORY);
        program.addAll(extras.ofJvm());
        List<String> run = new ArrayList<>(List.of("-jar", jar.toString()));
        run.addAll(arguments);
        return new JavaMember.Command(program, new ClassArchive(jar), run);
    }

    private static Path jar(Path home, String module, @Nullable Path others) {
        String name = module + "-exec.jar";
        // The script hands over copies: a build must not replace the jar that a process is running from.
        String copies = System.getProperty("imece.jars");
        Path whole;
        if (others != null) {
            whole = others.resolve(name);
        } else if (copies != null) {
            whole = Path.of(copies).resolve(name);
        } else {
            whole = home.resolve(module).resolve("target").resolve(name);
        }
        if (!Files.exists(whole)) {
            throw new CommandProblem(
                    "%s is not there, so this part of Imece was not built. Start through ./imece, which builds what is missing."
                            .formatted(whole));
        }
        // With its libraries beside it, it starts faster than with them inside.
        Path laidOut = whole.resolveSibling(module).resolve(name);
        return Files.exists(laidOut) ? laidOut : whole;
    }
}
