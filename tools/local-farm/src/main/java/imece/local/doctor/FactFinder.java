package imece.local.doctor;

import imece.contract.GatewayPorts;
import imece.local.doctor.Facts.FarmFacts;
import imece.local.doctor.Facts.Port;
import imece.local.doctor.Facts.ServerFacts;
import imece.local.farm.FarmFolder;
import imece.local.nodes.PostgresSource;
import imece.local.nodes.RabbitSource;
import imece.local.os.CacheFolder;
import imece.local.os.FreePorts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds the facts of this machine; changes nothing, and takes a few seconds because other programs are asked. */
public final class FactFinder {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private final Path home;
    private final FarmFolder data;
    private final Map<String, String> environment;

    /** Looks from there: where Imece was built, and which farm is meant. */
    public FactFinder(Path home, FarmFolder data) {
        this.home = home;
        this.data = data;
        this.environment = System.getenv();
    }

    /** All facts; the port is that of the first gateway. */
    public Facts facts(int port) {
        LookingAtFarm running = new LookingAtFarm(data, environment);
        CacheFolder cache = CacheFolder.ofUser();
        PostgresSource postgres = PostgresSource.look(cache);
        RabbitSource rabbit = RabbitSource.look(cache);
        boolean filled = postgres.unpacked() && !(rabbit instanceof RabbitSource.Fetched);
        FarmFacts farm = running.farm();
        return new Facts(
                LookingAtMachine.tools(home, environment),
                LookingAtMachine.machine(home, data.root()),
                List.of(
                        LookingAtMachine.room("data", data.root(), GIB, 10 * GIB),
                        LookingAtMachine.room("cache", cache.root(), filled ? 0 : 512 * MIB, 0)),
                List.of(
                        port(port, running.listensOn(port)),
                        port(GatewayPorts.management(port), running.listensOn(port))),
                new ServerFacts(postgres, rabbit, environment.get("IMECE_BROKER_URI")),
                LookingAtGpus.now(),
                environment,
                farm);
    }

    private static Port port(int port, boolean ours) {
        return new Port(port, FreePorts.isFree("127.0.0.1", port), ours);
    }
}
