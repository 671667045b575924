package imece.local.drill.check;

import imece.local.drill.history.Entry.LinePause;
import imece.local.drill.history.Entry.PauseStep;
import java.util.ArrayList;
import java.util.List;

/** When operators let lanes or the farm pause, and what was said to those who waited. */
final class PauseTimes {
    private static final String FARM = "*";

    private final List<Pause> all = new ArrayList<>();

    /** The moments of one; what has not come yet comes last. */
    private record Pause(String lane, String sentence, long asked, long begun, long ending, long ended) {
        boolean of(String wanted) {
            return lane.equals(FARM) || lane.equals(wanted);
        }

        Pause reached(PauseStep step, long at) {
            return switch (step) {
                case ASKED -> this;
                case BEGUN -> new Pause(lane, sentence, asked, at, ending, ended);
                case ENDING -> new Pause(lane, sentence, asked, begun, at, ended);
                case ENDED -> new Pause(lane, sentence, asked, begun, ending, at);
            };
        }
    }

    /** The next step of one. */
    void add(LinePause step) {
        if (step.step() == PauseStep.ASKED) {
            all.add(new Pause(step.lane(), step.sentence(), step.at(), Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
            return;
        }
        all.replaceAll(
                pause -> pause.lane().equals(step.lane()) && pause.sentence().equals(step.sentence())
                        ? pause.reached(step.step(), step.at())
                        : pause);
    }

    /** Whether this may have been said to those of this lane at some moment of this time. */
    boolean said(String lane, String sentence, long from, long to) {
        return all.stream()
                .anyMatch(pause -> pause.of(lane)
                        && pause.sentence().equals(sentence)
                        && pause.asked() <= to
                        && pause.ended() >= from);
    }

    /** Whether this lane surely paused all that time. */
    boolean throughout(String lane, long from, long to) {
        return all.stream().anyMatch(pause -> pause.of(lane) && pause.begun() <= from && pause.ending() >= to);
    }
}
