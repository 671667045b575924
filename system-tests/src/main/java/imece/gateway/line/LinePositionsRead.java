package imece.gateway.line;

import imece.gateway.line.LineRows.LineReading;
import imece.gateway.line.LineRows.WatchedJob;
import imece.gateway.turn.WorkAhead;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the gateway reckons from its rows, for tests of these rows; no lane competes with another one. */
public final class LinePositionsRead {

    private LinePositionsRead() {}

    /** What stands before each job of these owners, by the one reading of all. */
    public static Map<UUID, WorkAhead> ahead(LineRows rows, Set<UUID> owners) {
        LineReading reading = rows.read(owners);
        LineSnapshot line = LineSnapshot.of(reading.byLane(), LaneCompetition.NONE, Set.of());
        return reading.watched().stream()
                .collect(Collectors.toMap(WatchedJob::id, job -> line.ahead(job.lane(), job.standing())));
    }

    /** The same of these jobs of this lane, counted by the database. */
    public static Map<UUID, WorkAhead> counted(LineRows rows, String lane, Collection<UUID> jobs) {
        return rows.ahead(lane, jobs, List.of(lane));
    }
}
