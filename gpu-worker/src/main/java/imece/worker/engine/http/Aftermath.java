package imece.worker.engine.http;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What has been seen of an engine since nobody waits for its picture any more, because the answer is lost or not wanted: tells
 * when its GPU may be let go. Pure: each sight makes a new value; times are those of {@link System#nanoTime}.
 *
 * @param sight the last one
 * @param since when sights of this kind began
 * @param atWork when it was last known to be at work
 * @param pace of the adapter
 */
public record Aftermath(Sight sight, long since, long atWork, Pace pace) {

    /** A request may still be on its way into the engine, or the engine between two pieces of its work. */
    static final Duration STEADY = Duration.ofSeconds(2);

    /** A server that has just started may answer so for a moment. */
    static final Duration CLOSED = Duration.ofSeconds(5);

    /** As long as a run may take by default. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** Nothing was seen yet. */
    public static Aftermath from(long now, Pace pace) {
        return new Aftermath(new Sight.Unknown("It was not looked at yet."), now, now, pace);
    }

    /** After one more look. */
    public Aftermath seen(Sight next, long now) {
        boolean same = next.getClass() == sight.getClass();
        return new Aftermath(next, same ? since : now, next instanceof Sight.AtWork ? now : atWork, pace);
    }

    /**
     * Whether the GPU may be let go: never while the engine says that it draws, soon when it says that it does not or its
     * process is gone, and at the latest when nobody has heard of the picture for as long as a run takes.
     */
    public boolean over(long now) {
        Duration lasts = Duration.ofNanos(now - since);
        boolean unheardOf = now - atWork >= pace.of(LONGEST).toNanos();
        return switch (sight) {
            case Sight.AtWork a -> false;
            case Sight.Idle i -> unheardOf || lasts.compareTo(pace.of(STEADY)) >= 0;
            case Sight.Gone g -> unheardOf || lasts.compareTo(pace.of(STEADY)) >= 0;
            case Sight.Closed c -> unheardOf || lasts.compareTo(pace.of(CLOSED)) >= 0;
            case Sight.Unknown u -> unheardOf;
        };
    }

    /**
     * Looks again and again until it is over; the last sight. An interrupt does not cut it short.
     *
     * @param every the usual pause between two looks
     */
    public static Sight await(Duration every, Pace pace, Supplier<Sight> look) {
        Aftermath aftermath = from(System.nanoTime(), pace);
        while (true) {
            aftermath = aftermath.seen(look.get(), System.nanoTime());
            if (aftermath.over(System.nanoTime())) {
                return aftermath.sight();
            }
            Patience.pause(pace.of(every));
        }
    }
}
