package imece.gateway.line;

import imece.contract.LaneName;
import imece.contract.LiveEvent.Phase;
import imece.contract.SlotId;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.line.LineRows.WatchedJob;
import imece.gateway.line.SlotWorkRows.HeadJob;
import imece.gateway.line.SlotWorkRows.SlotWork;
import imece.gateway.turn.ForecastRanges.Told;
import imece.gateway.turn.SizeClass;
import imece.gateway.turn.TurnForecast.Expected;
import imece.gateway.turn.TurnOrder;
import imece.gateway.turn.rows.RunEstimateBook;
import imece.gateway.workers.WorkerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When pictures will be there, for those who look: reckoned anew once a second at most, whatever happens meanwhile. For any
 * thread.
 */
@Component
class LineForecasts {

    /** Beyond this position a range would be too wide to help: a rough figure is told. */
    static final int LAST_WITH_RANGE = 20;

    private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

    /** A twentieth of the time may be spent looking ahead. */
    private static final int TIMES_THE_COST = 20;

    /** Some behind those that an answer is needed for may go before them. */
    private static final int HEAD = 2 * LineForecast.WANTED;

    private final SlotWorkRows rows;
    private final LineRows line;
    private final WorkerRegistry workers;
    private final RunEstimateBook estimates;
    private final ForecastBook book;
    private volatile Foresight foresight = Foresight.NONE;
    private long due = System.nanoTime();
    private boolean measured;

    /** What was reckoned last. */
    private record Foresight(@Nullable LineForecast forecast, Map<String, Long> clocks, Set<SlotId> loading, long at) {

        static final Foresight NONE = new Foresight(null, Map.of(), Set.of(), System.nanoTime());
    }

    LineForecasts(
            SlotWorkRows rows, LineRows line, WorkerRegistry workers, RunEstimateBook estimates, ForecastBook book) {
        this.rows = rows;
        this.line = line;
        this.workers = workers;
        this.estimates = estimates;
        this.book = book;
    }

    /** The line stands like this now, and somebody looks at these jobs. */
    synchronized void follow(LineSnapshot now, List<WatchedJob> watched) {
        if (System.nanoTime() - due < 0) {
            return;
        }
        long began = System.nanoTime();
        // Nothing is ever promised from a constant.
        measured = measured || line.anyCompleted();
        List<SlotWork> present = rows.present();
        Set<SlotId> loading = present.stream()
                .filter(work -> Phase.LOADING_CHECKPOINT.word().equals(work.phase()))
                .flatMap(work -> Stream.ofNullable(work.slot()))
                .collect(Collectors.toUnmodifiableSet());
        LineForecast forecast = measured ? forecast(now, lanes(watched), present) : null;
        foresight = new Foresight(forecast, rows.clocks(), loading, System.nanoTime());
        long cost = System.nanoTime() - began;
        due = System.nanoTime() + Math.max(LEAST_PAUSE.toNanos(), TIMES_THE_COST * cost);
    }

    private static Set<String> lanes(List<WatchedJob> watched) {
        return watched.stream().map(WatchedJob::lane).collect(Collectors.toUnmodifiableSet());
    }

    private LineForecast forecast(LineSnapshot now, Set<String> looked, List<SlotWork> present) {
        List<Set<String>> shared = LineForecast.shared(now, looked);
        List<Long> tickets = new ArrayList<>();
        shared.forEach(lanes -> tickets.addAll(LineForecast.firstTickets(now, lanes, HEAD)));
        List<HeadJob> head = tickets.isEmpty() ? List.of() : rows.head(tickets);
        SlotsAhead.WorkTimes times = times();
        SlotsAhead slots = SlotsAhead.of(workers.liveSlots(), present, rows.completed(), times);
        return LineForecast.of(now, shared, head, present, slots, times);
    }

    private SlotsAhead.WorkTimes times() {
        return new SlotsAhead.WorkTimes() {
            @Override
            public long runMillis(String checkpoint, SizeClass size, String gpuName) {
                return estimates.runMillis(checkpoint, size, gpuName);
            }

            @Override
            public long loadMillis(String checkpoint, String gpuName) {
                return estimates.loadMillis(checkpoint, gpuName);
            }
        };
    }

    /** When the picture of this job will be there; null where nothing can be known. */
    JobView.@Nullable Eta eta(WatchedJob job, LinePosition position) {
        Foresight seen = foresight;
        LineForecast forecast = seen.forecast();
        if (forecast == null || position.position() == 0 || job.backsOff() || unforeseeable(position.why())) {
            return null;
        }
        return forecast.of(job.lane(), job.standing(), job.estimate(), position.position())
                .map(expected -> eta(job, position.position(), expected, seen))
                .orElse(null);
    }

    private JobView.Eta eta(WatchedJob job, int position, Expected expected, Foresight seen) {
        long since = Duration.ofNanos(System.nanoTime() - seen.at()).toMillis();
        long point = Math.max(1_000, expected.ends() - since);
        long clock =
                seen.clocks().getOrDefault(job.lane(), job.standing().order().turn());
        Told told = book.told(job.id(), position, job.standing().order().turn() - clock, point);
        return told(told);
    }

    /** When the picture of a job would be there that joined this line now; null where nothing can be known. */
    JobView.@Nullable Eta quote(LineSnapshot now, String lane, long work) {
        follow(now, List.of());
        Foresight seen = foresight;
        LineForecast forecast = seen.forecast();
        if (forecast == null) {
            return null;
        }
        long estimate =
                estimates.runMillis(LaneName.parse(lane).checkpoint(), SizeClass.ofWork(work), forecast.gpuNames(lane));
        long clock = seen.clocks().getOrDefault(lane, Long.MAX_VALUE / 4);
        LineStanding standing = LineStanding.queued(new TurnOrder(false, clock + estimate, Long.MAX_VALUE));
        return forecast.quote(now, lane, standing, estimate)
                .map(expected -> told(
                        book.range(now.ahead(lane, standing).jobs() + 1, estimate, Math.max(1_000, expected.ends()))))
                .orElse(null);
    }

    /** A range near the head, a rough figure further back. */
    static JobView.Eta told(Told told) {
        return told.place() <= LAST_WITH_RANGE
                ? new JobView.Eta(told.low() / 1_000, Math.ceilDiv(told.high(), 1_000L), false)
                : JobView.Eta.roughly(Math.ceilDiv(told.point(), 1_000L));
    }

    private static boolean unforeseeable(@Nullable WaitReason why) {
        return switch (why) {
            case null -> false;
            case WaitReason.AheadInTurn ahead -> false;
            case WaitReason.LetPast past -> false;
            case WaitReason.LoadingElsewhere loading -> false;
            case WaitReason.MustRunAlone alone -> false;
            case WaitReason.NoSlotOffers none -> true;
            case WaitReason.GpuHeld held -> true;
            case WaitReason.BackingOff pauses -> true;
            case WaitReason.Paused paused -> true;
            case WaitReason.BrokerAway away -> true;
        };
    }

    /** Slots that loaded a checkpoint a moment ago. */
    Set<SlotId> loading() {
        return foresight.loading();
    }
}
