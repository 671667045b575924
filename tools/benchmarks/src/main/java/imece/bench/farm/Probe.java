package imece.bench.farm;

import imece.bench.stats.Latencies;
import imece.client.FeedConnection;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One visitor at the end of the line who looks at the clock whenever their place changes. */
public final class Probe implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();

    private static final String TRUTH = """
            select extract(epoch from s.started_at) * 1000,
                   1 + (select count(*) from jobs a where a.lane = p.lane and a.ticket < p.ticket
                        and a.status in ('queued', 'dispatched'))
            from jobs p left join jobs s on s.lane = p.lane and s.ticket < p.ticket
                and s.started_at >= to_timestamp(? / 1000.0)
            where p.id = ?::uuid order by s.started_at""";

    private final String job;
    private final Pattern place;
    private final NavigableMap<Double, Integer> told = new ConcurrentSkipListMap<>();
    private final FeedConnection feed;

    /** Joins the line and watches. */
    public Probe(BenchVisitor visitor) throws IOException, InterruptedException {
        this.job = visitor.submit(1).getFirst();
        this.place = Pattern.compile("\"id\":\"" + job + "\"[^{}]*?\"queuePosition\":(\\d+)");
        this.feed = visitor.feed((frame, nanos) -> read(frame));
    }

    private void read(String frame) {
        Matcher matcher = place.matcher(frame);
        if (frame.startsWith("{\"kind\":\"positions\"") && matcher.find()) {
            told.put(now(), Integer.parseInt(matcher.group(1)));
        }
    }

    /** Milliseconds of the machine's clock. */
    public static double now() {
        var now = CLOCK.instant();
        return now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
    }

    /** What was seen of the starts from one moment to another; asks the database for the truth. */
    public PlacesSeen between(Connection connection, double from, double until) throws SQLException {
        List<Double> starts = new ArrayList<>();
        int placeNow = 0;
        try (PreparedStatement statement = connection.prepareStatement(TRUTH)) {
            statement.setDouble(1, from);
            statement.setString(2, job);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    placeNow = rows.getInt(2);
                    double start = rows.getDouble(1);
                    if (!rows.wasNull()) {
                        starts.add(start);
                    }
                }
            }
        }
        return new PlacesSeen(starts.size(), Staleness.of(starts, placeNow, told, until));
    }

    /** Starts ahead of the probe, and how long each took to be seen. */
    public record PlacesSeen(int starts, Latencies ages) {}

    @Override
    public void close() {
        feed.close();
    }
}
