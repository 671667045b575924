package imece.gateway.http;

/** What a text from outside may contain. */
public final class OutsideText {

    private OutsideText() {}

    /** Whether it holds a NUL or half a surrogate pair, which no database text can. */
    public static boolean unstorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return true;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Its length as people count: in code points. */
    public static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The text on one line, at most so many characters, cut between words where possible. */
    public static String shortened(String text, int characters) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (characters(line) <= characters) {
            return line;
        }
        String cut = line.substring(0, line.offsetByCodePoints(0, characters - 1));
        int space = cut.lastIndexOf(' ');
        return (space > cut.length() / 2 ? cut.substring(0, space) : cut) + "…";
    }
}
