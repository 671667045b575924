package imece.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page that is generated from the code: what stands between {@code <!-- generated: NAME -->} and
 * {@code <!-- end of NAME -->}. A test compares the two; with {@code -Dimece.docs=write} it writes the page instead.
 */
public final class GeneratedPart {
    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));
    private static final String PROPERTY = "imece.docs";

    private GeneratedPart() {}

    /**
     * Fails if the page says something else than was generated.
     *
     * @param page its path in the repository
     * @param name which of its parts
     */
    public static void assertIsOnPage(String page, String name, String generated) throws IOException {
        Path file = HOME.resolve(page);
        String now = Files.readString(file);
        String wanted = with(now, name, generated);
        if (System.getProperty(PROPERTY, "").equals("write")) {
            Files.writeString(file, wanted);
            return;
        }
        assertThat(now)
                .as(
                        "%s says about %s what the code says; -D%s=write has this test write the page",
                        page, name, PROPERTY)
                .isEqualTo(wanted);
    }

    /** The page with this part of it replaced. */
    static String with(String page, String name, String generated) {
        String begin = "<!-- generated: " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new AssertionError("The page lacks the lines '" + begin.strip() + "' and '" + end + "'");
        }
        return page.substring(0, from + begin.length()) + generated.strip() + "\n" + page.substring(to);
    }
}
