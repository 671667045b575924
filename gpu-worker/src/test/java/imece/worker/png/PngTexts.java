package imece.worker.png;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The texts in a picture, as the JDK's own reader finds them. */
public final class PngTexts {

    private PngTexts() {}

    /** Keyword to text. */
    public static Map<String, String> of(Png png) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png.bytes()))) {
            reader.setInput(in);
            Element root = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            Map<String, String> texts = new HashMap<>();
            collect(root, "tEXtEntry", "value", texts);
            collect(root, "iTXtEntry", "text", texts);
            return texts;
        } finally {
            reader.dispose();
        }
    }

    private static void collect(Element root, String entry, String value, Map<String, String> into) {
        NodeList found = root.getElementsByTagName(entry);
        for (int i = 0; i < found.getLength(); i++) {
            Element element = (Element) found.item(i);
            into.put(element.getAttribute("keyword"), element.getAttribute(value));
        }
    }
}
