package imece.local.doctor;

import static imece.local.doctor.Finding.note;
import static imece.local.doctor.Finding.ok;
import static imece.local.doctor.Finding.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The environment: what is set for Imece, and whether anybody reads it. */
final class SettingChecks {
    private static final int NEAR = 4;

    private SettingChecks() {}

    static List<Finding> of(Map<String, String> environment) {
        List<Finding> findings = new ArrayList<>();
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (variable.startsWith("IMECE_")) {
                setting(variable, value).ifPresent(findings::add);
            }
        });
        cache(environment).ifPresent(findings::add);
        return findings.isEmpty() ? List.of(ok("settings", "Nothing wrong in the environment.")) : findings;
    }

    private static Optional<Finding> setting(String variable, String value) {
        Optional<Setting> known =
                Setting.ALL.stream().filter(one -> one.isNamed(variable)).findFirst();
        if (known.isPresent()) {
            return known.filter(one -> !one.takes(value))
                    .map(one -> problem(
                            variable,
                            "'%s' is not what it takes (%s), and stops the start. Correct it or unset it."
                                    .formatted(
                                            Passwords.hidden(value), one.kind().expected())));
        }
        if (Setting.variables().anyMatch(variable::equals)) {
            return Optional.empty();
        }
        return Optional.of(note(
                variable,
                "Nothing reads it."
                        + nearest(variable)
                                .map(" Did you mean %s?"::formatted)
                                .orElse(" The settings stand in docs/settings.md.")));
    }

    private static Optional<Finding> cache(Map<String, String> environment) {
        String cache = environment.get("XDG_CACHE_HOME");
        return cache == null || cache.isBlank() || Path.of(cache).isAbsolute()
                ? Optional.empty()
                : Optional.of(problem(
                        "XDG_CACHE_HOME",
                        "'%s' is not an absolute path, so servers and GPU locks would lie somewhere else for each folder that you start from. Make it absolute."
                                .formatted(cache)));
    }

    private static Optional<String> nearest(String variable) {
        return Setting.variables()
                .filter(one -> distance(one, variable) <= NEAR)
                .min(Comparator.comparingInt(one -> distance(one, variable)));
    }

    /** How many letters have to be changed, added or left out (Levenshtein). */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int kept = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(kept, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
