package imece.simulator;

import imece.gateway.turn.ForecastRanges;
import imece.gateway.turn.TurnForecast;
import imece.gateway.turn.TurnForecast.Expected;
import imece.gateway.turn.WaitingJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks of waiting jobs when their pictures will be there, as pages do, and looks later whether that came true. */
final class ForecastWatch implements FarmWatch {

    /** For so many places the policy is run forward. */
    private static final int FORWARD = 300;

    /** Not every job asks: a replay would take hours. */
    private static final int EACH = 3;

    /** Up to this place a page shows a range; further behind, a rough figure. */
    static final int SHOWN = 20;

    private final TurnLine line;
    private final ForecastRanges ranges = new ForecastRanges();
    private final Map<Long, Asked> open = new HashMap<>();
    private final List<ForecastOutcome> outcomes = new ArrayList<>();
    private long newest = -1;

    private record Asked(long at, ForecastRanges.Told told, long simple) {}

    ForecastWatch(TurnLine line) {
        this.line = line;
    }

    @Override
    public void submitted(SimulatedJob job, long now) {
        newest = job.ticket % EACH == 0 ? job.ticket : newest;
    }

    @Override
    public void settled(VirtualFarm farm, long now) {
        line.line().job(newest).ifPresent(job -> ask(farm, now, job));
        newest = -1;
    }

    private void ask(VirtualFarm farm, long now, WaitingJob job) {
        List<TurnForecast.SlotAhead> slots = farm.slots().stream()
                .filter(VirtualFarm.FarmSlot::live)
                .map(slot -> new TurnForecast.SlotAhead(slot.seen(), remaining(slot, now)))
                .toList();
        TurnForecast forecast =
                new TurnForecast(line.policy(), line::slotsOf, line.estimates(), (waiting, slot) -> waiting.estimate());
        int place = 1 + line.line().ahead(job.order(), lane -> true).jobs();
        Optional<Expected> forward = place > FORWARD
                ? Optional.empty()
                : Optional.ofNullable(forecast.first(place, line.line(), slots)
                        .get(job.order().ticket()));
        long point = forward.or(() -> forecast.roughly(job, line.line(), slots))
                .orElseThrow()
                .ends();
        long ahead = job.order().turn() - line.clocks().all().getOrDefault(job.lane(), 0L);
        open.put(
                job.order().ticket(),
                new Asked(
                        now,
                        ranges.range(place, ahead, Math.max(1, point)),
                        (place + slots.size()) * line.line().usualRun() / slots.size()));
    }

    private long remaining(VirtualFarm.FarmSlot slot, long now) {
        return slot.running()
                .map(job -> {
                    long estimate = line.asWaiting(job).orElseThrow().estimate();
                    long load = job.loaded
                            ? line.estimates().loadMillis(job.request.lane().checkpoint(), VirtualFarm.GPU_NAME)
                            : 0;
                    long left = job.began + load + estimate - now;
                    return Math.max(left, estimate / 4);
                })
                .orElse(0L);
    }

    @Override
    public void over(SimulatedJob job, long now) {
        Asked asked = open.remove(job.ticket);
        if (asked != null && job.fate == SimulatedJob.Fate.DONE) {
            long actual = now - asked.at();
            outcomes.add(new ForecastOutcome(asked.at(), asked.told(), actual, asked.simple()));
            ranges.learn(asked.told(), actual);
        }
    }

    /** What came of each asking, in the order of the pictures. */
    List<ForecastOutcome> outcomes() {
        return List.copyOf(outcomes);
    }
}
