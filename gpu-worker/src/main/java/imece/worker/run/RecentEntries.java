package imece.worker.run;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/** Remembers things for a while, and no more than so many of them: the oldest go first. Safe for many threads. */
final class RecentEntries<K, V> {

    private record Noted<V>(V value, Moment at) {}

    private final Duration keep;
    private final int most;
    private final MonotonicClock clock;
    private final LinkedHashMap<K, Noted<V>> notes = new LinkedHashMap<>();

    RecentEntries(Duration keep, int most, MonotonicClock clock) {
        this.keep = keep;
        this.most = most;
        this.clock = clock;
    }

    /** Remembers this from now on; what was known under the key, if it still is, is joined with it. */
    synchronized void note(K key, V value, BinaryOperator<V> join) {
        forgetOld();
        Noted<V> before = notes.remove(key);
        notes.put(key, new Noted<>(before == null ? value : join.apply(before.value(), value), clock.now()));
        if (notes.size() > most) {
            Iterator<K> oldest = notes.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized Optional<V> get(K key) {
        forgetOld();
        Noted<V> note = notes.get(key);
        return note == null ? Optional.empty() : Optional.of(note.value());
    }

    synchronized void forget(K key, Predicate<V> which) {
        Noted<V> note = notes.get(key);
        if (note != null && which.test(note.value())) {
            notes.remove(key);
        }
    }

    synchronized int size() {
        forgetOld();
        return notes.size();
    }

    private void forgetOld() {
        Moment now = clock.now();
        Iterator<Map.Entry<K, Noted<V>>> oldestFirst = notes.entrySet().iterator();
        while (oldestFirst.hasNext()
                && oldestFirst.next().getValue().at().until(now).compareTo(keep) > 0) {
            oldestFirst.remove();
        }
    }
}
