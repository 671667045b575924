package imece.worker.demo;

import java.util.Optional;

/** Mistakes that the demo engine makes when a prompt asks for them, so that the farm's answers can be seen. */
enum DemoFault {
    /** A failure that no retry can mend. */
    FAIL("[fail]"),
    /** The GPU runs out of memory. */
    OOM("[oom]"),
    /** No progress until somebody stops it. */
    STALL("[stall]"),
    /** The whole process dies at once. */
    KILL("[kill]");

    private final String word;

    DemoFault(String word) {
        this.word = word;
    }

    static Optional<DemoFault> in(String prompt) {
        for (DemoFault fault : values()) {
            if (prompt.contains(fault.word)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
