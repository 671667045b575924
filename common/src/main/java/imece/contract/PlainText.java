package imece.contract;

/**
 * Words of somebody else as they may be logged and shown: on one line, of bounded length, without what drives a terminal,
 * begins a line of its own or turns the direction of writing.
 */
public final class PlainText {

    private static final char REPLACEMENT = '\ufffd';

    private PlainText() {}

    /** The text on one line, at most so many characters long; the last one is then an ellipsis. */
    public static String line(String text, int characters) {
        // What is cut off anyway needs no looking through; of a surrogate pair both halves count.
        String begin = text.length() > 2 * characters ? text.substring(0, 2 * characters) : text;
        String clean = tame(begin).strip();
        if (begin.length() == text.length() && clean.codePointCount(0, clean.length()) <= characters) {
            return clean;
        }
        int most = Math.min(characters - 1, clean.codePointCount(0, clean.length()));
        return clean.substring(0, clean.offsetByCodePoints(0, most)) + "…";
    }

    /** Whether nothing in it has to be replaced. */
    public static boolean isPlain(String text) {
        return text.codePoints().noneMatch(PlainText::wild);
    }

    /** The text with a blank for every control character, and for what cannot be stored the sign that Unicode has for it. */
    static String tame(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder tame = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == 0 || (point <= Character.MAX_VALUE && Character.isSurrogate((char) point))) {
                tame.append(REPLACEMENT);
            } else if (wild(point)) {
                tame.append(' ');
            } else {
                tame.appendCodePoint(point);
            }
        });
        return tame.toString();
    }

    private static boolean wild(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
        };
    }
}
