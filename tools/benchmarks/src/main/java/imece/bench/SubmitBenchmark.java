package imece.bench;

import imece.bench.farm.BenchVisitor;
import imece.bench.farm.OwnFarm;
import imece.bench.farm.Shape;
import imece.bench.stats.Figure;
import imece.bench.stats.Goal;
import imece.bench.stats.Spread;
import imece.local.jar.PatchedProgram;
import imece.local.jar.SourceEdit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the exact limits of owners cost a submit: two farms on the same servers, one of them without those limits, which get the
 * same prompts by turns, so that whatever else the machine does befalls both.
 */
final class SubmitBenchmark implements Benchmark {
    /** The line stays as short as the limit of one owner would keep it. */
    private static final int BETWEEN_CANCELS = 40;

    private static final Goal COST = new Goal.AtMost(1.05);

    private static final String ENTRY = "imece.gateway.submit.LineEntry";

    /** The same gateway without the limits: it gives turns and counts what all need, and asks nothing of the owner's row. */
    private static final List<SourceEdit> WITHOUT_LIMITS = List.of(
            edit(ENTRY, "AdmittedOwner admitted = admission.admit(asker.as(source.owner()), specs.size());", ""),
            edit(ENTRY, "payers.of(asker, admitted.owner())", "payers.ofVisitor(source.owner(), asker.address())"),
            edit(ENTRY, "admission.requireRoom(admitted.limits(), line.waiting().ofOwner(), specs.size());", ""),
            edit(
                    "imece.gateway.job.rows.TurnAccounts",
                    "(select count(*) from jobs where owner = :owner and status in ('queued', 'dispatched')) as of_owner",
                    "0 as of_owner"));

    @Override
    public String name() {
        return "submit";
    }

    @Override
    public String title() {
        return "what the exact limits of owners cost a submit, beside the same gateway without them";
    }

    /** Somebody who asks the same in one of the two farms. */
    private record Asking(BenchVisitor visitor, String conversation) {
        static Asking at(OwnFarm farm) throws IOException, InterruptedException {
            BenchVisitor visitor = new BenchVisitor(farm.address());
            return new Asking(visitor, visitor.openConversation());
        }
    }

    /** One prompt. */
    private interface Prompt {
        void ask(Asking who) throws IOException, InterruptedException;
    }

    /** What one round came to. */
    private record Pairs(List<Double> with, List<Double> without) {
        double ratio() {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < with.size(); i++) {
                ratios.add(with.get(i) / without.get(i));
            }
            return Spread.of(ratios).median();
        }
    }

    @Override
    public BenchOutcome measure(BenchServers bed) throws Exception {
        Path home =
                Path.of(System.getProperty("imece.home", "")).toAbsolutePath().normalize();
        Path jars = bed.servers().newFolder("without-limits");
        new PatchedProgram(home, "api-gateway", WITHOUT_LIMITS).into(jars);
        List<Figure> figures = new ArrayList<>();
        try (OwnFarm limited = OwnFarm.withoutWorker(bed.servers(), "limits", new Shape(1, 0));
                OwnFarm free = OwnFarm.ofJars(bed.servers(), "free", new Shape(1, 0), jars)) {
            Asking with = Asking.at(limited);
            Asking without = Asking.at(free);
            figures.addAll(figures(
                    "without a chat", bed, with, without, who -> who.visitor().submit(1)));
            figures.addAll(figures(
                    "in a chat, with a key",
                    bed,
                    with,
                    without,
                    who -> who.visitor().prompt(who.conversation(), "a grey square for the bench")));
        }
        return new BenchOutcome(
                figures,
                List.of(
                        "Without: the same sources with the owner's row, its rate, its quotas and the count of its waiting"
                                + " jobs taken out, in a jar made by the bench. The waiting jobs of all are counted in both.",
                        "One submit after the other, at one farm and then at the other, each pair in the other order than the"
                                + " one before; the ratio is the median of the pairs' ratios. What waits is cancelled after each "
                                + BETWEEN_CANCELS + " pairs, unmeasured.",
                        "Times are those of whole HTTP calls."),
                List.of());
    }

    private static List<Figure> figures(String kind, BenchServers bed, Asking with, Asking without, Prompt prompt)
            throws Exception {
        List<Pairs> rounds = new ArrayList<>();
        int pairs = bed.length(600, 60);
        // The first calls of a program are slow, and a server's first statements are planned anew: that is round 0.
        for (int round = 0; round <= bed.rounds(); round++) {
            Pairs each = pairs(pairs, with, without, prompt);
            if (round > 0) {
                rounds.add(each);
            }
            bed.say("%s, round %d of %d: %.1f %% of the time without limits"
                    .formatted(kind, round, bed.rounds(), 100 * each.ratio()));
        }
        Spread limited = Spread.of(
                rounds.stream().map(each -> Spread.of(each.with()).median()).toList());
        Spread free = Spread.of(
                rounds.stream().map(each -> Spread.of(each.without()).median()).toList());
        return List.of(
                Figure.beside(kind + ": median of a submit", "ms", limited, free, null),
                Figure.judged(
                        kind + ": with limits / without",
                        "",
                        Spread.of(rounds.stream().map(Pairs::ratio).toList()),
                        COST));
    }

    private static Pairs pairs(int many, Asking with, Asking without, Prompt prompt)
            throws IOException, InterruptedException {
        Pairs pairs = new Pairs(new ArrayList<>(), new ArrayList<>());
        for (int i = 1; i <= many; i++) {
            if (i % 2 == 0) {
                pairs.with().add(millis(with, prompt));
                pairs.without().add(millis(without, prompt));
            } else {
                pairs.without().add(millis(without, prompt));
                pairs.with().add(millis(with, prompt));
            }
            if (i % BETWEEN_CANCELS == 0 || i == many) {
                with.visitor().cancelAll();
                without.visitor().cancelAll();
            }
        }
        return pairs;
    }

    private static double millis(Asking who, Prompt prompt) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        prompt.ask(who);
        return (System.nanoTime() - begin) / 1e6;
    }

    private static SourceEdit edit(String type, String limited, String free) {
        return new SourceEdit("api-gateway", type, limited, 1, free);
    }
}
