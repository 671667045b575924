package imece.local.nodes;

import imece.local.os.CacheFolder;
import imece.local.os.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where the private PostgreSQL comes from on this machine.
 *
 * @param fits whether this launcher holds programs for this kind of machine
 * @param unpacked whether they lie in the cache already
 * @param rootIsStuck whether this is root on a machine that doesn't let root step down; PostgreSQL refuses root
 */
public record PostgresSource(String version, boolean fits, boolean unpacked, boolean rootIsStuck) {
    /** Looks; unpacks nothing. */
    public static PostgresSource look(CacheFolder cache) {
        List<String> asNobody = PostgresCluster.withoutRoot(List.of("true"));
        boolean works = Shell.run(Path.of("/"), Map.of(), Duration.ofSeconds(10), asNobody)
                .ok();
        return new PostgresSource(
                PostgresBinaries.version(),
                PostgresBinaries.fitThisMachine(),
                PostgresBinaries.areUnpacked(cache),
                !works);
    }
}
