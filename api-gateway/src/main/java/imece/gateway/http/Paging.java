package imece.gateway.http;

import org.jspecify.annotations.Nullable;

/** The query parameters that lists share. */
public final class Paging {

    /** Items of a page if nothing is said. */
    public static final int USUAL = 50;

    /** Items of the largest page. */
    public static final int MOST = 200;

    private static final int LONGEST_SEARCH = 200;

    private Paging() {}

    /**
     * How many items are wanted.
     *
     * @throws Refusal 422 unless 1 to {@value #MOST}
     */
    public static int limit(@Nullable String limit) {
        if (limit == null || limit.isEmpty()) {
            return USUAL;
        }
        int wanted = limit.matches("\\d{1,6}") ? Integer.parseInt(limit) : 0;
        if (wanted < 1 || wanted > MOST) {
            throw Refusal.invalid("limit", "limit must be a number from 1 to " + MOST + ".", "1 to " + MOST);
        }
        return wanted;
    }

    /**
     * What is searched for; empty for everything.
     *
     * @throws Refusal 422 if it is too long or cannot stand in a text
     */
    public static String search(@Nullable String q) {
        String text = q == null ? "" : q.strip();
        if (OutsideText.unstorable(text) || OutsideText.characters(text) > LONGEST_SEARCH) {
            throw Refusal.invalid(
                    "q", "q cannot be searched for.", "a text of at most " + LONGEST_SEARCH + " characters");
        }
        return text;
    }
}
