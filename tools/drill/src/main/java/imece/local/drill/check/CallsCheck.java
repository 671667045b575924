package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** While only strangers do harm, whoever means well is answered in time, 99 times in a hundred, and never by a 5xx. */
final class CallsCheck implements Check {
    private static final double SHARE = 0.99;

    private final Findings findings;
    private final Duration within;
    private final List<Long> waited = new ArrayList<>();
    private int unanswered;
    private int failed;

    /**
     * Of a history to come.
     *
     * @param within how long 99 of a hundred calls may take
     */
    CallsCheck(Findings findings, Duration within) {
        this.findings = findings;
        this.within = within;
    }

    @Override
    public void see(Entry entry) {
        switch (entry) {
            case Entry.Called called -> {
                boolean answered = called.status() == 200;
                unanswered += answered ? 0 : 1;
                waited.add(answered ? called.millis() : Long.MAX_VALUE);
            }
            case Entry.Answered prompt -> failed += prompt.status() >= 500 ? 1 : 0;
            default -> {}
        }
    }

    @Override
    public void end() {
        if (waited.isEmpty()) {
            return;
        }
        if (failed > 0) {
            findings.add(Promise.CALLS_SLOW, "%d prompts of honest people failed in a gateway".formatted(failed));
        }
        Collections.sort(waited);
        long slow = DrillResult.percentile(waited, SHARE);
        if (slow > within.toMillis()) {
            findings.add(
                    Promise.CALLS_SLOW,
                    "of %d honest calls %d were not answered as they ought to be; %s was not exceeded by 99 in 100"
                            .formatted(waited.size(), unanswered, slow == Long.MAX_VALUE ? "no time" : slow + " ms"));
        }
    }
}
