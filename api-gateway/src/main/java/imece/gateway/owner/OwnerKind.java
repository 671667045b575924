package imece.gateway.owner;

import java.util.Arrays;
import java.util.Locale;

/** What an owner is. */
public enum OwnerKind {
    /** A browser or program that a cookie makes somebody. */
    VISITOR,
    /** Somebody who signs in. */
    ACCOUNT,
    /** A program's key. */
    KEY,
    /** One of those for whom a program's key stands. */
    SUB_OWNER,
    /** Not an owner of anything: an address, for what concerns all visitors from there. */
    ADDRESS;

    /** The word in SQL and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static OwnerKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No owner is a " + word + "."));
    }
}
