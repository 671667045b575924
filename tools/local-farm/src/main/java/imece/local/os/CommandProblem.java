package imece.local.os;

import org.jspecify.annotations.Nullable;

/**
 * Something that stops a command and that its user can act on. The message is shown as it is: what happened, what it
 * means, what to do next.
 */
public final class CommandProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A problem without a deeper cause worth showing. */
    public CommandProblem(String sentences) {
        super(sentences);
    }

    /** A problem whose cause helps a developer (shown only in stack traces). */
    public CommandProblem(String sentences, @Nullable Throwable cause) {
        super(sentences, cause);
    }
}
