package imece.gateway.export;

import imece.gateway.export.ExportContents.ExportedJob;
import imece.gateway.export.ExportContents.ExportedPrompts;
import java.io.IOException;
import java.io.Writer;
import org.springframework.web.util.HtmlUtils;

/** index.html of an export: all pictures with their prompts, to be opened without anything else. */
final class ExportPage {

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
            <title>My pictures</title>
            <style>body{font:1rem sans-serif;margin:2rem;max-width:60rem}img{max-width:100%;height:auto}figure{margin:2rem 0}</style>
            <h1>My pictures</h1>
            """;

    private ExportPage() {}

    static void write(ExportedPrompts contents, Writer to) throws IOException {
        to.write(HEAD);
        to.write("<p>" + contents.at() + "</p>\n");
        for (ExportedJob job : contents.jobs()) {
            to.write("<figure>");
            if (job.picture() != null) {
                to.write("<img loading=\"lazy\" alt=\"\" src=\"" + HtmlUtils.htmlEscape(job.picture()) + "\">");
            }
            to.write("<figcaption>" + HtmlUtils.htmlEscape(job.prompt()) + "<br><small>"
                    + HtmlUtils.htmlEscape(job.status()) + ", " + job.createdAt() + ", seed "
                    + job.spec().seed()
                    + "</small></figcaption></figure>\n");
        }
        for (String upload : contents.uploads()) {
            to.write("<figure><img loading=\"lazy\" alt=\"\" src=\"" + HtmlUtils.htmlEscape(upload)
                    + "\"><figcaption>an upload</figcaption></figure>\n");
        }
        if (!contents.vanished().isEmpty()) {
            to.write("<h2>What vanished while this was written</h2>\n<ul>\n");
            for (ExportContents.VanishedFile gone : contents.vanished()) {
                to.write("<li>" + gone.what() + " " + gone.id() + "</li>\n");
            }
            to.write("</ul>\n");
        }
        to.write("</html>\n");
    }
}
