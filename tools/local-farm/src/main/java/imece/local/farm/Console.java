package imece.local.farm;

import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;

/** The launcher's terminal: every line begins with who says it, but the lines that programs wait for. */
public final class Console {
    private static final Pattern COLORS = Pattern.compile("\u001B\\[[0-9;]*m");
    private static final List<Integer> PALETTE = List.of(36, 35, 33, 32, 34, 96, 95, 93);
    private static final int WIDTH = 9;
    private static final String SELF = "imece";

    private final PrintStream out;
    private final boolean colored;

    /** Prints there; colored only where somebody looks at it. */
    public Console(PrintStream out, boolean colored) {
        this.out = out;
        this.colored = colored;
    }

    /** On standard output; the script knows whether that is a terminal. */
    public static Console standard() {
        return new Console(System.out, Boolean.getBoolean("imece.color"));
    }

    /** A line of the launcher's own. */
    public void say(String text) {
        text.lines().forEach(line -> print(SELF, line));
    }

    /** A line of a member. */
    public void relay(String name, String line) {
        print(name, line);
    }

    /** A line without prefix. */
    public synchronized void plain(String line) {
        out.println(line);
        out.flush();
    }

    private synchronized void print(String name, String line) {
        out.println(prefix(name) + COLORS.matcher(line).replaceAll(""));
        out.flush();
    }

    private String prefix(String name) {
        String padded = name + " ".repeat(Math.max(0, WIDTH - name.length())) + " | ";
        if (!colored) {
            return padded;
        }
        int color = name.equals(SELF) ? 1 : PALETTE.get(Math.floorMod(name.hashCode(), PALETTE.size()));
        return "\u001B[" + color + "m" + padded + "\u001B[0m";
    }
}
