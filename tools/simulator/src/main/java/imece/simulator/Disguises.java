package imece.simulator;

import imece.gateway.turn.RunEstimates;
import imece.gateway.turn.TurnRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What one person gains by a new name for each job, from one address.
 *
 * @param replays the trace and the farm
 * @param utilisation so much of the slots' time is spent with runs
 */
record Disguises(Replays replays, double utilisation) {

    /** So many persons do it, each in a replay of its own. */
    private static final int PERSONS = 4;

    /** They are drawn from so many with most GPU time: with few jobs there is nothing to gain. */
    private static final int BUSY = 100;

    FigureTable table() {
        Trace honest = replays.trace().utilising(replays.slots(), utilisation);
        List<String> persons =
                new ArrayList<>(honest.byWork().stream().limit(BUSY).toList());
        Collections.shuffle(persons, new Random(replays.seed()));
        List<String> chosen = persons.subList(0, Math.min(PERSONS, persons.size()));
        List<List<String>> rows = new ArrayList<>();
        for (LineDiscipline policy : replays.policies()) {
            rows.add(row(policy.word(), policy::policy, honest, chosen));
            if (policy == LineDiscipline.TURNS) {
                rows.add(row(
                        "turns, no proxy trusted",
                        () -> new TurnLine(TurnRules.STANDARD, new RunEstimates(), true),
                        honest,
                        chosen));
            }
        }
        return new FigureTable(
                replays.title(Scenario.NAMES, utilisation),
                List.of("policy", "their p50 falls by %, mean", "most"),
                rows);
    }

    private List<String> row(String name, Supplier<LinePolicy> policy, Trace honest, List<String> persons) {
        List<SimulatedJob> before = run(policy, honest);
        List<Double> falls = new ArrayList<>();
        for (String person : persons) {
            AtomicInteger names = new AtomicInteger();
            List<SimulatedJob> after = run(
                    policy,
                    honest.changed(request -> request.owner().equals(person)
                            ? request.underName(person + names.incrementAndGet())
                            : request));
            double honestly = median(before, person);
            falls.add(100 * (honestly - median(after, person)) / Math.max(1, honestly));
            replays.progress().accept("%s: person %d of %d".formatted(name, falls.size(), persons.size()));
        }
        return List.of(
                name,
                "%.0f"
                        .formatted(falls.stream()
                                .mapToDouble(each -> each)
                                .average()
                                .orElse(0)),
                "%.0f".formatted(Collections.max(falls)));
    }

    private List<SimulatedJob> run(Supplier<LinePolicy> policy, Trace requests) {
        return new VirtualFarm(FarmShape.alike(replays.slots(), Replays.LOAD), policy.get(), FarmWatch.NOBODY)
                .run(requests.requests());
    }

    private static double median(List<SimulatedJob> jobs, String person) {
        Predicate<SimulatedJob> own = job -> job.request.owner().equals(person);
        return WaitFigures.percentile(WaitFigures.waits(jobs, own), 50);
    }
}
