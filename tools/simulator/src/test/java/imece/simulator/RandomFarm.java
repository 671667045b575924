package imece.simulator;

import imece.contract.Topology;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.SizeClass;
import imece.gateway.turn.TurnClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A small farm and what happens to it, drawn by lot: slots of two kinds, owners of several weights, batch, cancels, slots that go
 * with the job in hand and come again. In the end all slots are there.
 */
record RandomFarm(FarmShape shape, List<Request> requests, List<Disturbance> disturbances) {

    static RandomFarm of(long seed) {
        return new Draw(new Random(seed)).farm();
    }

    /** Very many owners who come at once with little, to one slot or two: the bounds are reached. */
    static RandomFarm crowded(long seed) {
        Random chance = new Random(seed);
        int checkpoints = 2 + chance.nextInt(2);
        int most = 1 + chance.nextInt(20_000);
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            // The first is rare: its jobs are the ones that let others past.
            String checkpoint = "usual " + (chance.nextInt(8) == 0 ? 0 : 1 + chance.nextInt(checkpoints - 1));
            requests.add(new Request(
                    i * (long) chance.nextInt(200),
                    "owner " + chance.nextInt(120),
                    checkpoint,
                    SizeClass.of(1, 512L * 512),
                    1 + chance.nextInt(most)));
        }
        requests.sort(Comparator.comparingLong(Request::arrival));
        return new RandomFarm(FarmShape.alike(1 + chance.nextInt(2), 20_000), requests, List.of());
    }

    /** No run takes longer, in milliseconds. */
    static final long LONGEST = 240_000;

    private record Draw(Random chance) {

        RandomFarm farm() {
            int slots = 1 + chance.nextInt(6);
            int narrow = chance.nextInt(slots + 1);
            long load = 1_000L + chance.nextInt(40_000);
            long span = 1L + chance.nextInt(4_000_000);
            FarmShape shape = new FarmShape(
                    slots,
                    load,
                    (slot, lane) -> slot < narrow || !lane.checkpoint().startsWith("rare") || narrow == 0);
            List<Request> requests = requests(span);
            return new RandomFarm(shape, requests, disturbances(slots, requests.size(), span));
        }

        private List<Request> requests(long span) {
            int owners = 1 + chance.nextInt(8);
            int checkpoints = 1 + chance.nextInt(6);
            List<ShareWeight> weights = new ArrayList<>();
            for (int i = 0; i < owners; i++) {
                weights.add(chance.nextInt(3) == 0 ? new ShareWeight(1 + chance.nextInt(20_000)) : ShareWeight.ONE);
            }
            List<Request> requests = new ArrayList<>();
            int jobs = 1 + chance.nextInt(150);
            for (int i = 0; i < jobs; i++) {
                int owner = chance.nextInt(1 + chance.nextInt(owners));
                Request request = new Request(
                        chance.nextInt(4) == 0 ? span / 2 : (long) (chance.nextDouble() * span),
                        "owner " + owner,
                        checkpoint(checkpoints),
                        SizeClass.of(1 + chance.nextInt(3), 512L * 512),
                        chance.nextInt(10) == 0 ? 1 + chance.nextInt((int) LONGEST) : 1 + chance.nextInt(30_000));
                requests.add(request.weighing(weights.get(owner))
                        .of(chance.nextInt(4) == 0 ? TurnClass.BATCH : TurnClass.INTERACTIVE));
            }
            requests.sort(Comparator.comparingLong(Request::arrival));
            return requests;
        }

        private String checkpoint(int checkpoints) {
            int number = chance.nextInt(checkpoints + 1);
            return number == checkpoints ? Topology.DEFAULT_LANE : (number % 2 == 0 ? "rare " : "usual ") + number;
        }

        private List<Disturbance> disturbances(int slots, int jobs, long span) {
            List<Disturbance> all = new ArrayList<>();
            for (int i = chance.nextInt(12); i > 0; i--) {
                long at = (long) (chance.nextDouble() * 2 * span);
                switch (chance.nextInt(3)) {
                    case 0 -> all.add(new Disturbance.SlotGoes(at, chance.nextInt(slots)));
                    case 1 -> all.add(new Disturbance.SlotComes(at, chance.nextInt(slots)));
                    default -> all.add(new Disturbance.Cancel(at, chance.nextInt(jobs)));
                }
            }
            for (int slot = 0; slot < slots; slot++) {
                all.add(new Disturbance.SlotComes(2 * span + 1, slot));
            }
            all.sort(Comparator.comparingLong(Disturbance::at));
            return all;
        }
    }

    /** Another farm, on which each slot serves everything and nothing goes wrong. */
    RandomFarm undisturbed() {
        return new RandomFarm(FarmShape.alike(shape.slots(), shape.load()), requests, List.of());
    }

    /** The same, but everything is asked for by one owner, and nothing is urgent. */
    RandomFarm ofOneOwner() {
        return new RandomFarm(
                shape,
                requests.stream()
                        .map(request -> request.belongingTo("one")
                                .of(TurnClass.INTERACTIVE)
                                .weighing(ShareWeight.ONE))
                        .toList(),
                disturbances);
    }

    /** The same with another time for each load, in milliseconds. */
    RandomFarm loading(long load) {
        return new RandomFarm(new FarmShape(shape.slots(), load, shape.serves()), requests, disturbances);
    }

    /** The same, all at once. */
    RandomFarm atOnce() {
        return new RandomFarm(
                shape, requests.stream().map(request -> request.at(0)).toList(), disturbances);
    }
}
