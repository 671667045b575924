package imece.local.faults;

import static java.util.stream.Collectors.joining;

import imece.contract.GatewayPorts;
import imece.local.TestPrograms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a gateway of a {@link Rig} is started. */
final class GatewayCommand {

    private GatewayCommand() {}

    /**
     * The command line.
     *
     * @param folder the farm's data folder
     * @param ports of all gateways of the farm: workers may put their pictures at any of them
     * @param port this one's own
     */
    static List<String> line(Path folder, String name, List<Integer> ports, int port) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xss512k"));
        words.addAll(TestPrograms.run("api-gateway"));
        words.addAll(List.of(
                "--imece.name=" + name,
                "--imece.data=" + folder,
                "--server.port=" + port,
                // The last release obeys it, too.
                "--management.server.port=" + GatewayPorts.management(port),
                // Tests ask faster than people.
                "--imece.limits.owner.per-minute=1000000",
                "--imece.limits.owner.burst=1000000",
                "--imece.dispatch.listens-first=1s",
                "--imece.gateway.upload-urls="
                        + ports.stream().map(each -> "http://127.0.0.1:" + each).collect(joining(","))));
        return words;
    }
}
