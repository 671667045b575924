package imece.worker.demo;

import java.util.List;

/** A stream of choices that follows from a number alone (SplitMix64). */
final class Dice {

    private long state;

    Dice(long seed) {
        this.state = seed;
    }

    /** The stream for these words and this seed. */
    static Dice of(String words, long seed) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < words.length(); i++) {
            hash = (hash ^ words.charAt(i)) * 0x100000001b3L;
        }
        return new Dice(hash ^ (seed * 0x9e3779b97f4a7c15L));
    }

    long next() {
        state += 0x9e3779b97f4a7c15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    double between(double from, double to) {
        return from + (to - from) * (next() >>> 11) / (double) (1L << 53);
    }

    Noise noise() {
        return new Noise((int) next());
    }

    <T> T pick(List<T> from) {
        return from.get((int) Long.remainderUnsigned(next(), from.size()));
    }
}
