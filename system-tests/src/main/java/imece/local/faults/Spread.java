package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Several measurements of one thing, nanoseconds, sorted. */
record Spread(List<Long> nanos) {

    static Spread of(List<Long> nanos) {
        assertThat(nanos).isNotEmpty();
        return new Spread(nanos.stream().sorted().toList());
    }

    /** The smallest value that so many per cent of all do not exceed (nearest rank). */
    long percentile(int percent) {
        return nanos.get(Math.ceilDiv(nanos.size() * percent, 100) - 1);
    }

    Spread measured(String what) {
        Rig.measured(what + "-p50", percentile(50));
        Rig.measured(what + "-p99", percentile(99));
        Rig.measured(what + "-max", nanos.getLast());
        return this;
    }
}
