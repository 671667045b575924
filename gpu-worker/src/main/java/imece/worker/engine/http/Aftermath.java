package imece.worker.engine.http;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What has been seen of an engine since nobody waits for its picture any more, because the answer is lost or not wanted: tells
 * when its GPU may be let go. Pure: each sighting makes a new value; times are those of {@link System#nanoTime}.
 *
 * @param sighting the last one
 * @param since when sights of this kind began
 * @param atWork when it was last known to be at work
 * @param timings of the adapter
 */
public record Aftermath(EngineSighting sighting, long since, long atWork, EngineTimings timings) {

    /** A request may still be on its way into the engine, or the engine between two pieces of its work. */
    static final Duration STEADY = Duration.ofSeconds(2);

    /** A server that has just started may answer so for a moment. */
    static final Duration CLOSED = Duration.ofSeconds(5);

    /** As long as a run may take by default. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** Nothing was seen yet. */
    public static Aftermath from(long now, EngineTimings timings) {
        return new Aftermath(new EngineSighting.Unknown("It was not looked at yet."), now, now, timings);
    }

    /** After one more look. */
    public Aftermath seen(EngineSighting next, long now) {
        boolean same = next.getClass() == sighting.getClass();
        return new Aftermath(next, same ? since : now, next instanceof EngineSighting.AtWork ? now : atWork, timings);
    }

    /**
     * Whether the GPU may be let go: never while the engine says that it draws, soon when it says that it does not or its
     * process is gone, and at the latest when nobody has heard of the picture for as long as a run takes.
     */
    public boolean over(long now) {
        Duration lasts = Duration.ofNanos(now - since);
        boolean unheardOf = now - atWork >= timings.of(LONGEST).toNanos();
        return switch (sighting) {
            case EngineSighting.AtWork a -> false;
            case EngineSighting.Idle i -> unheardOf || lasts.compareTo(timings.of(STEADY)) >= 0;
            case EngineSighting.Gone g -> unheardOf || lasts.compareTo(timings.of(STEADY)) >= 0;
            case EngineSighting.Closed c -> unheardOf || lasts.compareTo(timings.of(CLOSED)) >= 0;
            case EngineSighting.Unknown u -> unheardOf;
        };
    }

    /**
     * Looks again and again until it is over; the last sighting. An interrupt does not cut it short.
     *
     * @param every the usual pause between two looks
     */
    public static EngineSighting await(Duration every, EngineTimings timings, Supplier<EngineSighting> look) {
        Aftermath aftermath = from(System.nanoTime(), timings);
        while (true) {
            aftermath = aftermath.seen(look.get(), System.nanoTime());
            if (aftermath.over(System.nanoTime())) {
                return aftermath.sighting();
            }
            BoundedWait.pause(timings.of(every));
        }
    }
}
