package imece.local.farm;

import imece.local.os.Addresses;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a farm is made of. The command line checks the values before they come here.
 *
 * @param home the folder that holds the modules' target folders
 * @param data absolute; everything that the farm keeps
 * @param port of the first gateway; gateway i listens on port + i - 1
 * @param listen the address that gateways and the broker listen on
 * @param publicUrl under which browsers reach the farm; null: http://localhost with each gateway's port
 * @param demoStepMillis how long the demo engine takes for one step
 * @param demoLoadMillis how long it takes to load a checkpoint; null: as long as six steps
 * @param engines as KIND=URL; none: the demo engine, a GPU for each worker
 * @param broker the URI of a RabbitMQ that already runs; null: a private node
 */
public record FarmSettings(
        Path home,
        Path data,
        int port,
        String listen,
        @Nullable String publicUrl,
        int gateways,
        int workers,
        int demoStepMillis,
        @Nullable Integer demoLoadMillis,
        boolean demoFaults,
        List<String> engines,
        @Nullable String broker) {

    List<Integer> gatewayPorts() {
        return IntStream.range(port, port + gateways).boxed().toList();
    }

    /** Where the gateways answer this machine. */
    List<URI> gatewayUris() {
        return gatewayPorts().stream()
                .map(each -> URI.create("http://" + Addresses.fromHere(listen) + ":" + each))
                .toList();
    }

    /** What browsers are told, without a slash at the end. */
    String publicUrl(int gatewayPort) {
        return publicUrl == null ? "http://localhost:" + gatewayPort : publicUrl;
    }

    /** Where workers put pictures: every gateway, since any of them will do. */
    String uploadUrls() {
        return String.join(
                ",",
                gatewayPorts().stream()
                        .map(each -> "http://" + Addresses.reachable(listen) + ":" + each)
                        .toList());
    }

    FarmFolder folder() {
        return new FarmFolder(data);
    }
}
