package imece.bench.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Processor time of some processes, their children included, since this was made. Reads {@code /proc}. */
public final class ProcessorUse {
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int WAITED_FOR_SYSTEM_TIME = 14;

    private final Map<String, ProcessHandle> processes;
    private final Map<String, Double> before;
    private final Map<String, Double> threadsBefore;
    private final long begin = System.nanoTime();

    /** Looks at these from now on. */
    public ProcessorUse(Map<String, ProcessHandle> processes) {
        this.processes = new LinkedHashMap<>(processes);
        this.before = seconds();
        this.threadsBefore = threads();
    }

    /** Processors that each of them kept busy, on average: 0.5 is half of one. */
    public Map<String, Double> busy() {
        double passed = (System.nanoTime() - begin) / 1e9;
        Map<String, Double> busy = new LinkedHashMap<>();
        seconds().forEach((name, now) -> busy.put(name, Math.max(0, now - before.getOrDefault(name, now)) / passed));
        return busy;
    }

    /** The threads (of PostgreSQL: processes) that were busiest, with the share of a processor that each kept busy. */
    public List<Map.Entry<String, Double>> busiest(int most) {
        double passed = (System.nanoTime() - begin) / 1e9;
        Map<String, Double> byName = new HashMap<>();
        threads().forEach((name, now) -> {
            String shown = name.substring(0, name.lastIndexOf('#'));
            byName.merge(shown, Math.max(0, now - threadsBefore.getOrDefault(name, 0.0)) / passed, Math::max);
        });
        return byName.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .toList();
    }

    /** Memory that a process keeps resident, MiB. */
    public static double residentMiB(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToDouble(kiB -> Double.parseDouble(kiB) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException noProc) {
            return Double.NaN;
        }
    }

    private Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        processes.forEach((name, process) -> seconds.put(
                name,
                Stream.concat(Stream.of(process), process.descendants())
                                .mapToDouble(each -> ticks(Path.of("/proc/" + each.pid() + "/stat"), true))
                                .sum()
                        / TICKS_PER_SECOND));
        return seconds;
    }

    private Map<String, Double> threads() {
        Map<String, Double> threads = new HashMap<>();
        processes.forEach((name, process) -> Stream.concat(Stream.of(process), process.descendants())
                .forEach(each -> {
                    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + each.pid() + "/task"))) {
                        tasks.forEach(task -> threads.put(
                                name + " " + thread(task) + "#" + task.getFileName(),
                                ticks(task.resolve("stat"), false) / TICKS_PER_SECOND));
                    } catch (IOException gone) {
                        // It ended between listing and looking.
                    }
                }));
        return threads;
    }

    private static String thread(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException gone) {
            return "?";
        }
    }

    /** Fields 14 to 17 of the kernel's line: own time, and that of children that have ended. */
    private static double ticks(Path stat, boolean withEndedChildren) {
        try {
            String line = Files.readString(stat);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            double sum = 0;
            for (int i = USER_TIME; i <= (withEndedChildren ? WAITED_FOR_SYSTEM_TIME : USER_TIME + 1); i++) {
                sum += Double.parseDouble(fields[i]);
            }
            return sum;
        } catch (IOException gone) {
            return 0;
        }
    }
}
