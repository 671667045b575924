package imece.local.behaviour;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The texts inside a PNG, as a tool reads them that knows nothing of this project. */
final class PictureTexts {
    private PictureTexts() {}

    /** Text by keyword. */
    static Map<String, String> of(byte[] png) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
            reader.setInput(in);
            Element root = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            Map<String, String> texts = new HashMap<>();
            collect(root.getElementsByTagName("tEXtEntry"), "value", texts);
            collect(root.getElementsByTagName("iTXtEntry"), "text", texts);
            return texts;
        } finally {
            reader.dispose();
        }
    }

    private static void collect(NodeList entries, String value, Map<String, String> into) {
        for (int i = 0; i < entries.getLength(); i++) {
            Element entry = (Element) entries.item(i);
            into.put(entry.getAttribute("keyword"), entry.getAttribute(value));
        }
    }
}
