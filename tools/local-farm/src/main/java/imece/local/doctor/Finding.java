package imece.local.doctor;

import java.util.List;
import java.util.Locale;

/**
 * What one check came to.
 *
 * @param check what was looked at, in a word or two
 * @param says a sentence: what was seen and, unless all is well, what it means and what to do
 */
public record Finding(String check, Severity verdict, String says) {
    /** How good or bad it is. */
    public enum Severity {
        /** As it should be. */
        OK,
        /** Worth knowing; a farm runs all the same. */
        NOTE,
        /** A farm can't run, or can't be relied on, until this is mended. */
        PROBLEM;

        /** As shown to people and programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String check, String says) {
        return new Finding(check, Severity.OK, says);
    }

    static Finding note(String check, String says) {
        return new Finding(check, Severity.NOTE, says);
    }

    static Finding problem(String check, String says) {
        return new Finding(check, Severity.PROBLEM, says);
    }

    /** Can a farm run with these findings? */
    public static boolean wellEnough(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.verdict() == Severity.PROBLEM);
    }
}
