package imece.local.drill.check;

import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lets a history pass by all checks, entry by entry; what is kept in memory grows with jobs and heartbeats, never with frames. */
public final class Checker {
    private final Findings findings = new Findings();
    private final Recoveries recoveries = new Recoveries();
    private final EngineFaults engineFaults = new EngineFaults();
    private final List<Check> checks;
    private final Map<String, Integer> told = new TreeMap<>();
    private final Map<String, Integer> results = new TreeMap<>();
    private final Map<String, Integer> blows = new TreeMap<>();
    private final List<Entry.Hit> hits = new ArrayList<>();
    private final List<String> unable = new ArrayList<>();
    private long frames;
    private long pictures;
    private long restMillis;

    private Checker(Duration callsWithin) {
        checks = List.of(
                new FramesCheck(findings),
                new WhyCheck(findings),
                new SeatsCheck(findings),
                new RowsCheck(findings),
                new AnswersCheck(findings),
                new OwnersCheck(findings),
                new EndedCheck(findings),
                new DeletedCheck(findings),
                new OrderCheck(findings),
                new LocksCheck(findings),
                new PicturesCheck(findings),
                new CallsCheck(findings, callsWithin),
                engineFaults,
                recoveries);
    }

    /**
     * Of a whole history on disk.
     *
     * @param callsWithin how long 99 of a hundred honest calls may take while strangers do harm
     */
    public static DrillResult check(Path file, Duration callsWithin) {
        Checker checker = new Checker(callsWithin);
        History.read(file, checker::see);
        return checker.verdict();
    }

    /** Of a whole history at hand. */
    static DrillResult check(List<Entry> entries, Duration callsWithin) {
        Checker checker = new Checker(callsWithin);
        entries.forEach(checker::see);
        return checker.verdict();
    }

    private void see(Entry entry) {
        checks.forEach(check -> check.see(entry));
        switch (entry) {
            case Entry.Frame frame -> frames++;
            case Entry.Stood stood -> told.merge(stood.reason(), 1, Integer::sum);
            case Entry.Row row -> results.merge(row.status(), 1, Integer::sum);
            case Entry.Blow blow -> {
                if (!EngineFaults.isOne(blow)) {
                    blows.merge(blow.fault(), 1, Integer::sum);
                }
            }
            case Entry.Hit hit -> hits.add(hit);
            case Entry.Unable failed -> unable.add(failed.fault() + ": " + failed.why());
            case Entry.Rest rest -> restMillis = rest.afterMillis();
            case Entry.Answered answered -> {}
            case Entry.Peeked peeked -> {}
            case Entry.Called called -> {}
            case Entry.Watching watching -> {}
            case Entry.LinePause pause -> {}
            case Entry.Heard heard -> {}
            case Entry.Load load -> {}
            case Entry.Reloaded reloaded -> {}
            case Entry.Gone gone -> {}
            case Entry.Ended ended -> {}
            case Entry.Tried tried -> {}
            case Entry.Probed probed -> {}
            case Entry.Accounts accounts -> {}
            case Entry.Mended mended -> {}
            case Entry.Change change -> {}
            case Entry.RunRow run -> {}
            case Entry.Held held -> {}
            case Entry.Picture picture -> pictures++;
        }
    }

    private DrillResult verdict() {
        checks.forEach(Check::end);
        blows.putAll(engineFaults.made());
        return new DrillResult(
                findings, told, results, recoveries.times(), blows, hits, unable, frames, pictures, restMillis);
    }
}
