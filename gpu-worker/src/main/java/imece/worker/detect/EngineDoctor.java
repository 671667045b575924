package imece.worker.detect;

import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineProfile;
import imece.worker.engine.EngineReadiness;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.RenderResult;
import imece.worker.engine.SmallPicture;
import imece.worker.engine.http.BoundedWait;
import imece.worker.engine.http.EngineAddress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says which engine answers at an address, what it can do, and how long one small picture takes. */
public final class EngineDoctor {

    /** All is well. */
    public static final int WELL = 0;

    /** There is something to mend; the last line says what. */
    public static final int UNWELL = 1;

    /** That is no address. */
    public static final int MISUSED = 2;

    private static final Duration LONGEST_PICTURE = Duration.ofMinutes(5);

    private final PrintStream out;

    /** Writes what it finds there. */
    public EngineDoctor(PrintStream out) {
        this.out = out;
    }

    /**
     * Examines what answers at this address.
     *
     * @return {@link #WELL}, {@link #UNWELL} or {@link #MISUSED}, to end a process with
     */
    public int examine(String url) {
        Optional<EngineAddress> address = EngineAddress.of(url, null);
        if (address.isEmpty()) {
            out.println("That is no address of an engine; it looks like http://127.0.0.1:7860.");
            return MISUSED;
        }
        List<String> heard = new ArrayList<>();
        List<String> locked = new ArrayList<>();
        for (EngineKind kind : EngineKind.values()) {
            ImageEngine engine = kind.at(address.get(), null);
            switch (engine.look()) {
                case EngineReadiness.Ready ready -> {
                    return found(kind, engine, address.get(), url.strip());
                }
                case EngineReadiness.Busy busy -> {
                    describe(kind, engine, address.get());
                    out.println("It works for somebody else now; ask again when it is idle.");
                    return UNWELL;
                }
                case EngineReadiness.Starting starting -> heard.add(starting.why());
                case EngineReadiness.Locked wants -> locked.add(wants.why());
                case EngineReadiness.Unusable unusable -> heard.add(unusable.why());
            }
        }
        // The kinds that it is not say so too; where a password is wanted nothing else is of use.
        List<String> useful = locked.isEmpty() ? heard : locked;
        useful.stream().distinct().forEach(out::println);
        return UNWELL;
    }

    private int found(EngineKind kind, ImageEngine engine, EngineAddress address, String asTyped) {
        describe(kind, engine, address);
        SilentWatcher watcher = new SilentWatcher();
        long begin = System.nanoTime();
        RenderResult result = engine.render(SmallPicture.ID, SmallPicture.SPEC, watcher, new After(LONGEST_PICTURE));
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        return switch (result) {
            case RenderResult.Rendered r -> {
                out.printf(
                        "picture      %dx%d, %d steps, %d ms, checkpoint %s%n",
                        r.png().width(),
                        r.png().height(),
                        SmallPicture.SPEC.steps(),
                        millis,
                        r.checkpoint() == null ? "?" : r.checkpoint());
                out.printf(
                        "It is well. Use it: ./imece worker --broker-file FILE --engine %s=%s%n", kind.word(), asTyped);
                yield WELL;
            }
            case RenderResult.Failed f -> unwell(f.failure().message());
            case RenderResult.Away a -> unwell(a.why());
            case RenderResult.Interrupted i ->
                unwell("It was interrupted, or took longer than " + LONGEST_PICTURE.toMinutes() + " minutes.");
        };
    }

    private void describe(EngineKind kind, ImageEngine engine, EngineAddress address) {
        EngineProfile profile = engine.profile();
        out.printf("engine       %s (%s) at %s%n", profile.title(), kind.word(), address);
        out.printf(
                "can          %s%n",
                profile.capabilities().stream()
                        .map(EngineProfile.Capability::word)
                        .sorted()
                        .collect(Collectors.joining(", ")));
        out.printf("sizes        multiples of %d; others are cut out of larger pictures%n", profile.sizeMultiple());
        out.printf("checkpoints  %s%n", String.join(", ", profile.checkpoints()));
    }

    private int unwell(String why) {
        out.println("The picture failed. " + why);
        return UNWELL;
    }

    /** A request to stop that comes by itself when time is up. */
    private record After(long deadline) implements Cancellation {
        After(Duration time) {
            this(System.nanoTime() + time.toNanos());
        }

        @Override
        public boolean requested() {
            return System.nanoTime() - deadline > 0;
        }

        @Override
        public boolean await(Duration time) {
            BoundedWait.pause(time);
            return requested();
        }

        @Override
        public void whenRequested(Runnable action) {
            // Nobody asks a doctor to be woken: all engines look by themselves.
        }
    }
}
