package imece.gateway.submit;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What was probably meant by a name that nobody knows. */
final class NearestNames {

    private static final int NAMED = 3;
    private static final int COMPARED = 120;

    private NearestNames() {}

    /** The names that take the fewest changes of letters; a name that contains the asked one comes first. */
    static List<String> of(String asked, Collection<String> names) {
        String wanted = asked.toLowerCase(Locale.ROOT);
        return names.stream()
                .distinct()
                .sorted(Comparator.<String>comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(NAMED)
                .toList();
    }

    private static int distance(String wanted, String name) {
        if (name.contains(wanted)) {
            return 0;
        }
        String a = wanted.substring(0, Math.min(COMPARED, wanted.length()));
        String b = name.substring(0, Math.min(COMPARED, name.length()));
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(diagonal + change, Math.min(row[j], row[j - 1]) + 1);
                diagonal = row[j];
                row[j] = best;
            }
        }
        return row[b.length()];
    }
}
