package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.LastRelease;
import imece.local.TestServers;
import imece.tier.FullRunOnly;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A gateway and a worker, each of the last release or of this one, on a broker on which nobody has declared anything. */
@FullRunOnly
class LastReleaseOrdersIT {

    private static final UnaryOperator<List<String>> OF_THIS = UnaryOperator.identity();
    private static final int STEP_MILLIS = 20;
    private static final int STEPS = 4;

    private final LastRelease last = LastRelease.built();

    static Stream<Arguments> orders() {
        return Stream.of(true, false)
                .flatMap(gateway -> Stream.of(true, false)
                        .flatMap(worker -> Stream.of(true, false)
                                .map(gatewayFirst -> Arguments.of(gateway, worker, gatewayFirst))));
    }

    @ParameterizedTest(name = "gateway of the last release: {0}, worker: {1}, gateway first: {2}")
    @MethodSource("orders")
    void whoeverStartsFirstAndOfWhicheverReleaseEachIsAJobIsDrawn(
            boolean oldGateway,
            boolean oldWorker,
            boolean gatewayFirst,
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        UnaryOperator<List<String>> gateway = oldGateway ? command -> last.instead("api-gateway", command) : OF_THIS;
        UnaryOperator<List<String>> worker = oldWorker ? command -> last.instead("gpu-worker", command) : OF_THIS;
        try (Rig rig = new Rig(folder, TestServers.fresh(LastReleaseOrdersIT.class), 0)) {
            if (gatewayFirst) {
                rig.addGateway(gateway);
                rig.quickWorker(worker, "one", STEP_MILLIS);
            } else {
                rig.quickWorker(worker, "one", STEP_MILLIS);
                rig.addGateway(gateway);
            }
            Visitor person = rig.visitor();
            UUID job = person.submit("in this order", STEPS);

            person.frames().await(job, "complete", FaultTest.LONG);
            assertThat(rig.rows().job(job).worker()).isEqualTo("one");
            person.assertPictures(rig.rows());
        }
    }
}
