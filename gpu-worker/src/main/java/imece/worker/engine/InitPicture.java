package imece.worker.engine;

import imece.worker.png.PngPixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Base64;

/** The picture that a job begins from. */
public final class InitPicture {

    private final BufferedImage pixels;

    /** A picture of any size. */
    public InitPicture(BufferedImage pixels) {
        this.pixels = pixels;
    }

    /** It in another size: scaled until it covers that, and what stands out on two sides is cut off. White where it is transparent. */
    public BufferedImage covering(int width, int height) {
        BufferedImage covering = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        double scale = Math.max((double) width / pixels.getWidth(), (double) height / pixels.getHeight());
        int wide = (int) Math.ceil(pixels.getWidth() * scale);
        int high = (int) Math.ceil(pixels.getHeight() * scale);
        Graphics2D brush = covering.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        brush.drawImage(pixels, (width - wide) / 2, (height - high) / 2, wide, high, Color.WHITE, null);
        brush.dispose();
        return covering;
    }

    /** The same as a PNG file. */
    public byte[] png(int width, int height) {
        int[] rgb = covering(width, height).getRGB(0, 0, width, height, null, 0, width);
        return PngPixels.encode(rgb, width, height).bytes();
    }

    /** The same in base64, as engines take it in JSON. */
    public String base64(int width, int height) {
        return Base64.getEncoder().encodeToString(png(width, height));
    }
}
