package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A complete job's picture is there, is the one that its row names, and was made in the run that counts. */
final class PicturesCheck implements Check {
    private final Findings findings;
    private final Map<UUID, Entry.Row> rows = new HashMap<>();
    private final Map<UUID, UUID> completedBy = new HashMap<>();

    PicturesCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(Entry entry) {
        switch (entry) {
            case Entry.Row row -> rows.put(row.job(), row);
            case Entry.RunRow run -> runs(run);
            case Entry.Picture picture -> compare(picture);
            default -> {}
        }
    }

    private void runs(Entry.RunRow run) {
        Entry.Row row = rows.get(run.job());
        if (run.outcome() == null && row != null && FramesCheck.OVER.contains(row.status())) {
            findings.add(Promise.RUN_WRONG, "run %s of job %s has no end".formatted(run.run(), run.job()));
        }
        if ("completed".equals(run.outcome())) {
            UUID other = completedBy.putIfAbsent(run.job(), run.run());
            if (other != null) {
                findings.add(
                        Promise.DOUBLE_COMPLETE,
                        "job %s was completed by run %s and by run %s".formatted(run.job(), other, run.run()));
            }
        }
    }

    private void compare(Entry.Picture picture) {
        Entry.Row row = rows.get(picture.job());
        if (row == null) {
            return;
        }
        boolean right = picture.status() == 200
                && Objects.equals(picture.sha256(), row.sha256())
                && Objects.equals(picture.saysJob(), row.job())
                && Objects.equals(picture.saysRun(), row.run());
        if (!right) {
            findings.add(Promise.PICTURE_WRONG, "%s, and its row is %s".formatted(picture, row));
        }
    }

    @Override
    public void end() {
        for (Entry.Row row : rows.values()) {
            UUID by = completedBy.get(row.job());
            boolean complete = row.status().equals("complete");
            if (complete ? !Objects.equals(by, row.run()) : by != null) {
                findings.add(
                        Promise.RUN_WRONG,
                        "job %s is %s by run %s, the list of runs names %s"
                                .formatted(row.job(), row.status(), row.run(), by));
            }
        }
    }
}
