package imece.gateway.job.rows;

/**
 * One rule by which a searched text and the texts that it is searched in are made alike, so that people find what they see
 * whatever keys they have: letters of any width and composition are the same, marks above and below them do not count, nor
 * does case; the Turkish ı is an i, and the Greek ς a σ. The rule is an SQL expression, for both sides go through it in the database.
 */
public final class SearchFold {

    /** Combining marks of the Latin, Greek and Cyrillic scripts; those of others change the word. */
    private static final String MARKS = "[\\u0300-\\u036f]";

    private SearchFold() {}

    /** Whether a text holds another, as an SQL condition; both are SQL expressions, never a person's words. */
    public static String holds(String text, String part) {
        return "strpos(%s, %s) > 0".formatted(folded(text), folded(part));
    }

    private static String folded(String text) {
        return "translate(lower(regexp_replace(normalize(%s, NFKD), '%s', '', 'g')), 'ıς', 'iσ')"
                .formatted(text, MARKS);
    }
}
