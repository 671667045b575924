package imece.rooms;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The arrows between the packages of one module, held against a list. An arrow that is not on the list fails, and so does one
 * on the list that is no longer there: the list shrinks with the code and grows by somebody's decision only. The module's root
 * package is left out: it wires everything, and everybody reads its settings.
 */
public final class DeclaredArrows {

    private final String root;
    private final Map<String, String> examples = new TreeMap<>();

    private DeclaredArrows(String root) {
        this.root = root;
    }

    /**
     * Fails unless the arrows are those declared.
     *
     * @param root the module's root package
     * @param declared a line for each package that knows others: {@code package -> others with commas between}, both below
     *     the root
     */
    public static void check(JavaClasses module, String root, String declared) {
        DeclaredArrows there = new DeclaredArrows(root);
        module.forEach(there::read);
        Set<String> wanted = parse(declared);
        Set<String> wrong = new TreeSet<>();
        there.examples.forEach((arrow, example) -> {
            if (!wanted.contains(arrow)) {
                wrong.add(arrow + " is not declared: " + example);
            }
        });
        wanted.stream()
                .filter(arrow -> !there.examples.containsKey(arrow))
                .forEach(arrow -> wrong.add(arrow + " is declared and no longer there: take it off the list"));
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong.stream().collect(joining("\n", "Arrows between packages:\n", "")));
        }
    }

    private static Set<String> parse(String declared) {
        Set<String> arrows = new TreeSet<>();
        declared.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] sides = line.split("->", -1);
            if (sides.length != 2) {
                throw new AssertionError("Not an arrow: " + line);
            }
            for (String to : sides[1].split(",", -1)) {
                arrows.add(sides[0].strip() + " -> " + to.strip());
            }
        });
        return arrows;
    }

    private void read(JavaClass from) {
        String here = room(from);
        for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
            JavaClass to = dependency.getTargetClass().getBaseComponentType();
            String there = room(to);
            if (!here.isEmpty() && !there.isEmpty() && !here.equals(there)) {
                examples.putIfAbsent(here + " -> " + there, from.getSimpleName() + " knows " + to.getSimpleName());
            }
        }
    }

    private String room(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(root + ".") ? name.substring(root.length() + 1) : "";
    }
}
