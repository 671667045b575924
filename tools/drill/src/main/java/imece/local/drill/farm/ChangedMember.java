package imece.local.drill.farm;

import imece.local.farm.Member;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A process that is told something else from one of its starts on. */
final class ChangedMember implements Member {
    private final Function<String, Member> making;
    private volatile String told;
    private volatile Member present;
    private volatile @Nullable String next;

    ChangedMember(String told, Function<String, Member> making) {
        this.making = making;
        this.told = told;
        this.present = making.apply(told);
    }

    /** What it was told at its last start, or is to be told at its first. */
    String told() {
        return told;
    }

    void change(String other) {
        next = other;
    }

    @Override
    public String name() {
        return present.name();
    }

    @Override
    public void start() {
        String other = next;
        if (other != null) {
            present = making.apply(other);
            told = other;
            next = null;
        }
        present.start();
    }

    @Override
    public void stop(Duration patience, CompletableFuture<Void> hurry) {
        present.stop(patience, hurry);
    }

    @Override
    public CompletableFuture<Void> quiet() {
        return present.quiet();
    }

    @Override
    public Optional<ProcessHandle> process() {
        return present.process();
    }

    @Override
    public String address() {
        return present.address();
    }
}
