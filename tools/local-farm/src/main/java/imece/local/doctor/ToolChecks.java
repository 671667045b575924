package imece.local.doctor;

import static imece.local.doctor.Finding.note;
import static imece.local.doctor.Finding.ok;
import static imece.local.doctor.Finding.problem;

import imece.local.doctor.Facts.ToolFacts;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Programs: what runs Imece, what builds it, what tests it. */
final class ToolChecks {
    private static final int OLDEST_JAVA = 21;
    private static final Pattern NODE = Pattern.compile("v?(\\d+)\\.(\\d+)\\..*");

    private ToolChecks() {}

    static List<Finding> of(ToolFacts tools) {
        return List.of(java(tools.java()), maven(tools), node(tools), chromium(tools.chromium()));
    }

    private static Finding java(int version) {
        return version >= OLDEST_JAVA
                ? ok("JDK", "Java %d.".formatted(version))
                : problem(
                        "JDK",
                        "Java %d is too old, so nothing of Imece runs on it. Install a JDK of version %d or newer, or set JAVA_HOME to one."
                                .formatted(version, OLDEST_JAVA));
    }

    private static Finding maven(ToolFacts tools) {
        return tools.maven() == null
                ? missing(tools, "Maven", "mvn is not on the PATH, and it builds Imece. Install Maven 3.8 or newer.")
                : ok("Maven", tools.maven() + ".");
    }

    private static Finding node(ToolFacts tools) {
        if (tools.node() == null || !tools.npm()) {
            return missing(
                    tools,
                    "Node",
                    "node or npm is not on the PATH, and they build the web app. Install Node 20.19 or newer.");
        }
        return newEnough(tools.node())
                ? ok("Node", "Node %s.".formatted(tools.node()))
                : missing(
                        tools,
                        "Node",
                        "Node %s is too old to build the web app. Install 20.19 or newer.".formatted(tools.node()));
    }

    static boolean newEnough(String node) {
        Matcher version = NODE.matcher(node);
        if (!version.matches()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major > 20 || (major == 20 && Integer.parseInt(version.group(2)) >= 19);
    }

    /** A builder is needed only where something is still to be built. */
    private static Finding missing(ToolFacts tools, String check, String says) {
        return tools.built()
                ? note(check, says + " What is built already runs without it.")
                : problem(check, says + " Nothing is built yet, so nothing can start.");
    }

    private static Finding chromium(@Nullable String found) {
        return found == null
                ? note(
                        "Chromium",
                        "There is none, and the browser tests need one. Install it, or name one by IMECE_CHROMIUM; a farm runs without.")
                : ok("Chromium", "%s, for the browser tests.".formatted(found));
    }
}
