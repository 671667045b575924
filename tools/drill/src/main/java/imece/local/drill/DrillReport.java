package imece.local.drill;

import imece.fault.FaultPoint;
import imece.local.drill.check.DrillResult;
import imece.local.drill.check.Promise;
import imece.local.drill.history.Entry;
import imece.local.drill.storm.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The proof on one page. */
public record DrillReport(DrillSettings settings, DrillResult verdict) {

    /** What {@code --pause-ms} is where it is not given. */
    public static final int DEFAULT_PAUSE_MILLIS = 5_000;

    /** What {@code --calls-within-ms} is where it is not given. */
    public static final int DEFAULT_CALLS_WITHIN_MILLIS = 1_000;

    /** As it is printed and written. */
    public String text(Path history) {
        List<String> lines = new ArrayList<>();
        lines.add("Drill with seed %d: %d s of faults, 2 gateways, %d workers"
                .formatted(settings.seed(), settings.storm().toSeconds(), settings.workers()));
        lines.add("");
        lines.add("accepted %d: %s".formatted(verdict.accepted(), results()));
        lines.add("%d frames and %d pictures were checked; at rest %d ms after the storm"
                .formatted(verdict.frames(), verdict.pictures(), verdict.restMillis()));
        lines.add("why people wait was told: " + told());
        lines.add("");
        promises(lines);
        lines.add("");
        lines.add("%-34s %5s   recovery, ms: %8s %8s %8s".formatted("fault", "made", "p50", "p99", "max"));
        faults(lines);
        lines.add("");
        lines.add("%-34s %9s %7s".formatted("named point", "passed", "struck"));
        for (Entry.Hit hit : verdict.hits()) {
            lines.add("%-34s %9d %7d%s"
                    .formatted(hit.point(), hit.passed(), hit.struck(), hit.passed() == 0 ? "   never reached" : ""));
        }
        if (!verdict.unable().isEmpty()) {
            lines.add("");
            lines.add("Planned and not made:");
            verdict.unable().forEach(words -> lines.add("  " + words));
        }
        lines.add("");
        lines.add("Again: " + again());
        lines.add(
                verdict.findings().none()
                        ? "Every promise was kept."
                        : "PROMISES WERE BROKEN. The history is kept in " + history);
        return String.join("\n", lines) + "\n";
    }

    /** A reason that nobody was told was not put to the proof. */
    private String told() {
        List<String> words = new ArrayList<>();
        verdict.told().forEach((reason, count) -> words.add((reason.isEmpty() ? "nothing" : reason) + " " + count));
        return words.isEmpty() ? "never" : String.join(", ", words);
    }

    private String results() {
        List<String> words = new ArrayList<>();
        Map<String, Integer> left = new TreeMap<>(verdict.results());
        for (String status : List.of("complete", "error", "cancelled")) {
            Integer count = left.remove(status);
            words.add(status + " " + (count == null ? 0 : count));
        }
        left.forEach((status, count) -> words.add(status + " " + count));
        return String.join(", ", words);
    }

    private void promises(List<String> lines) {
        for (Promise promise : Promise.values()) {
            lines.add("%-20s %d".formatted(promise.word(), verdict.findings().count(promise)));
            verdict.findings().examples(promise).forEach(words -> lines.add("    " + words));
        }
    }

    private void faults(List<String> lines) {
        Map<String, Integer> made = new TreeMap<>(verdict.blows());
        for (Fault fault : settings.faults()) {
            if (fault == Fault.KILLED_AT || fault == Fault.FROZEN_AT) {
                for (FaultPoint point : settings.points()) {
                    made.putIfAbsent(fault.word() + " " + point.word(), 0);
                }
            } else {
                made.putIfAbsent(fault.word(), 0);
            }
        }
        made.forEach((name, count) -> {
            List<Long> times = verdict.recoveries().getOrDefault(name, List.of());
            String figures = times.isEmpty()
                    ? ""
                    : "%8d %8d %8d"
                            .formatted(
                                    DrillResult.percentile(times, 0.5),
                                    DrillResult.percentile(times, 0.99),
                                    DrillResult.percentile(times, 1));
            lines.add("%-34s %5d                 %s%s"
                    .formatted(name, count, figures, count == 0 ? "   never made" : ""));
        });
    }

    private String again() {
        List<String> words = new ArrayList<>(List.of("./imece drill --seed " + settings.seed()));
        words.add("--minutes " + settings.storm().toMillis() / 60_000.0);
        words.add("--workers " + settings.workers());
        if (settings.faults().equals(Fault.ofStrangers())) {
            words.add("--abuse");
        } else if (!settings.faults().equals(Fault.ofMachines())) {
            words.add("--faults "
                    + String.join(
                            ",", settings.faults().stream().map(Fault::word).toList()));
        }
        if (settings.points().size() < FaultPoint.values().length) {
            words.add("--points "
                    + String.join(
                            ",",
                            settings.points().stream().map(FaultPoint::word).toList()));
        }
        if (settings.pause().toMillis() != DEFAULT_PAUSE_MILLIS) {
            words.add("--pause-ms " + settings.pause().toMillis());
        }
        if (settings.callsWithin().toMillis() != DEFAULT_CALLS_WITHIN_MILLIS) {
            words.add("--calls-within-ms " + settings.callsWithin().toMillis());
        }
        return String.join(" ", words);
    }
}
