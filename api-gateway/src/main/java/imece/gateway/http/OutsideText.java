package imece.gateway.http;

/** What a text from outside may contain. */
public final class OutsideText {

    /**
     * Drawn as nothing although they count as letters, marks or symbols: the grapheme joiner, Hangul fillers, Khmer inherent
     * vowels, variation selectors and the empty Braille pattern. Tags and further selectors are in plane 14.
     */
    private static final String INVISIBLE = "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u2800\u3164\uFFA0"
            + "\uFE00\uFE01\uFE02\uFE03\uFE04\uFE05\uFE06\uFE07"
            + "\uFE08\uFE09\uFE0A\uFE0B\uFE0C\uFE0D\uFE0E\uFE0F"
            + "\u2065\uFFF0\uFFF1\uFFF2\uFFF3\uFFF4\uFFF5\uFFF6\uFFF7\uFFF8";

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

    /** Whether nobody would see anything of it: blanks, controls, and characters that are drawn as nothing. */
    public static boolean invisible(String text) {
        return text.codePoints().allMatch(OutsideText::invisible);
    }

    private static boolean invisible(int point) {
        return switch (Character.getType(point)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT -> true;
            default -> INVISIBLE.indexOf(point) >= 0 || (point >= 0xE0000 && point <= 0xE0FFF);
        };
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
