package imece.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the figures depend on.
 *
 * @param system operating system and its version
 * @param processors as Java counts them
 * @param memoryMiB of the machine
 * @param java the version that farm and bench run on
 * @param postgres the server's version
 * @param rabbitmq the server's version
 */
public record Machine(String system, int processors, long memoryMiB, String java, String postgres, String rabbitmq) {

    /** This one. */
    public static Machine here(String postgres, String rabbitmq) {
        return new Machine(
                System.getProperty("os.name") + " " + release(System.getProperty("os.version")),
                Runtime.getRuntime().availableProcessors(),
                memory() >> 20,
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                postgres,
                rabbitmq);
    }

    /** The first two numbers; what follows names a build. */
    static String release(String version) {
        Matcher numbers = Pattern.compile("^\\d+(\\.\\d+)?").matcher(version);
        return numbers.find() ? numbers.group() : version;
    }

    /** How many processes wanted a processor in the last minute; -1 where the system does not tell. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static long memory() {
        try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemTotal:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .map(kiB -> kiB << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException noProc) {
            return 0;
        }
    }
}
