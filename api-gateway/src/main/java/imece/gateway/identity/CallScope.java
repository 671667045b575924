package imece.gateway.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a caller may do. A key is given some of these; what the others have follows from who they are. */
public enum CallScope {
    /** Ask for pictures, and change what is one's own. */
    DRAW,
    /** Read what is one's own, and how the line stands. */
    READ,
    /** See and cancel everybody's jobs, drain workers. */
    OPERATE,
    /** Make and end accounts, invites and keys. */
    ADMINISTER;

    /** As rows, JSON and command lines have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of a word. */
    public static Optional<CallScope> of(String word) {
        return Stream.of(values()).filter(scope -> scope.word().equals(word)).findFirst();
    }
}
