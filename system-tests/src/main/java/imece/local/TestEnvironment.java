package imece.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The environment of processes that tests start: what the shell of whoever runs the tests holds, without what would change
 * how they end.
 *
 * <p>Left out are options of every JVM (it says so on its first line, and they may be anything), settings of the farm in the
 * form of variables, defaults of PostgreSQL's, RabbitMQ's and Erlang's programs, what makes output colored or wide, and files
 * that a shell reads first. The language is always the same. Proxies stay, since a farm may have to fetch something, but not
 * for this machine. PATH, HOME, XDG_CACHE_HOME and everything else stay as they are: what was fetched once is found there.
 */
public final class TestEnvironment {
    private static final Set<String> LEFT_OUT = Set.of(
            "JAVA_TOOL_OPTIONS",
            "_JAVA_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "JDK_JAVAC_OPTIONS",
            "JAVA_OPTS",
            "CLASSPATH",
            "DEBUG",
            "TRACE",
            "LANG",
            "LANGUAGE",
            "NO_COLOR",
            "FORCE_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "COLUMNS",
            "LINES",
            "BASH_ENV",
            "ENV",
            "SHELLOPTS",
            "BASHOPTS");
    /** Among them whatever Spring Boot would bind. */
    private static final List<String> LEFT_OUT_BEGINNINGS = List.of(
            "IMECE_", "SPRING_", "SERVER_", "LOGGING_", "MANAGEMENT_", "SPRINGDOC_", "PG", "RABBITMQ_", "ERL_", "LC_");
    /** Which RabbitMQ a farm starts is for whoever runs the tests to choose. */
    private static final Set<String> KEPT = Set.of("IMECE_RABBITMQ_HOME");

    private static final String LANGUAGE = "C.UTF-8";
    private static final String THIS_MACHINE = "localhost,127.0.0.1,127.0.0.2,::1";

    private TestEnvironment() {}

    /** Whether a variable of this name is not handed on. */
    static boolean leavesOut(String variable) {
        return !KEPT.contains(variable)
                && (LEFT_OUT.contains(variable) || LEFT_OUT_BEGINNINGS.stream().anyMatch(variable::startsWith));
    }

    /** Of these variables those that are handed on, and those that are always the same. */
    public static Map<String, String> of(Map<String, String> inherited) {
        Map<String, String> handedOn = new TreeMap<>(inherited);
        handedOn.keySet().removeIf(TestEnvironment::leavesOut);
        handedOn.put("LC_ALL", LANGUAGE);
        handedOn.put("no_proxy", THIS_MACHINE);
        handedOn.put("NO_PROXY", THIS_MACHINE);
        return handedOn;
    }

    /** A process of this command, not yet started; what the test sets itself is put into its environment afterwards. */
    public static ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> handedOn = of(builder.environment());
        builder.environment().clear();
        builder.environment().putAll(handedOn);
        return builder;
    }

    /**
     * The same for what is started elsewhere: a command that changes its environment and becomes the given one.
     *
     * @param own names of variables that the test sets itself
     */
    public static List<String> around(List<String> command, Set<String> own) {
        Map<String, String> inherited = System.getenv();
        Map<String, String> handedOn = of(inherited);
        Stream<String> removed = inherited.keySet().stream()
                .filter(name -> !handedOn.containsKey(name) && !own.contains(name))
                .sorted()
                .flatMap(name -> Stream.of("-u", name));
        Stream<String> set = handedOn.entrySet().stream()
                .filter(entry ->
                        !entry.getValue().equals(inherited.get(entry.getKey())) && !own.contains(entry.getKey()))
                .map(entry -> entry.getKey() + "=" + entry.getValue());
        List<String> words = new ArrayList<>(List.of("env"));
        words.addAll(removed.toList());
        words.addAll(set.toList());
        words.addAll(command);
        return words;
    }
}
