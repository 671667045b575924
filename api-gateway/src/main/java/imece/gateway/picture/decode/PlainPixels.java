package imece.gateway.picture.decode;

import imece.picture.Orientation;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;

/** Pixels as everybody reads them: 8 bits for each of red, green and blue, upright, and white where one could see through. */
final class PlainPixels {

    private static final int CHANNELS = 3;
    private static final int MOST = 255;

    private PlainPixels() {}

    /** The same picture, plain. */
    static BufferedImage of(BufferedImage stored, Orientation orientation) {
        int width = stored.getWidth();
        int height = stored.getHeight();
        boolean swapped = orientation.swapsSides();
        BufferedImage plain =
                new BufferedImage(swapped ? height : width, swapped ? width : height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) plain.getRaster().getDataBuffer()).getData();
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            read(stored, y, row);
            for (int x = 0; x < width; x++) {
                int at = CHANNELS * orientation.indexOf(x, y, width, height);
                int argb = row[x];
                int alpha = argb >>> 24;
                bgr[at] = onWhite(argb & MOST, alpha);
                bgr[at + 1] = onWhite((argb >> 8) & MOST, alpha);
                bgr[at + 2] = onWhite((argb >> 16) & MOST, alpha);
            }
        }
        return plain;
    }

    private static byte onWhite(int value, int alpha) {
        return (byte) ((value * alpha + MOST * (MOST - alpha) + MOST / 2) / MOST);
    }

    /** One row as 0xAARRGGBB. */
    private static void read(BufferedImage stored, int y, int[] row) {
        ColorModel model = stored.getColorModel();
        boolean asTheyAre = model instanceof ComponentColorModel && !model.isAlphaPremultiplied();
        if (asTheyAre && model.getNumColorComponents() == 1) {
            grey(stored.getRaster(), model, y, row);
        } else if (asTheyAre && model.getNumColorComponents() == CHANNELS) {
            colour(stored.getRaster(), model, y, row);
        } else {
            stored.getRGB(0, y, row.length, 1, row, 0, row.length);
        }
    }

    /** By itself: Java takes numbers of grey for linear light and would make them brighter. */
    private static void grey(Raster raster, ColorModel model, int y, int[] row) {
        int bands = raster.getNumBands();
        int[] samples = raster.getPixels(0, y, row.length, 1, (int[]) null);
        int most = (1 << model.getComponentSize(0)) - 1;
        for (int x = 0; x < row.length; x++) {
            int grey = eight(samples[x * bands], most);
            int alpha = bands > 1 ? eight(samples[x * bands + 1], most) : MOST;
            row[x] = (alpha << 24) | (grey << 16) | (grey << 8) | grey;
        }
    }

    private static void colour(Raster raster, ColorModel model, int y, int[] row) {
        int bands = raster.getNumBands();
        int[] samples = raster.getPixels(0, y, row.length, 1, (int[]) null);
        int most = (1 << model.getComponentSize(0)) - 1;
        for (int x = 0; x < row.length; x++) {
            int at = x * bands;
            int alpha = bands > CHANNELS ? eight(samples[at + CHANNELS], most) : MOST;
            int red = eight(samples[at], most);
            int green = eight(samples[at + 1], most);
            int blue = eight(samples[at + 2], most);
            row[x] = (alpha << 24) | (red << 16) | (green << 8) | blue;
        }
    }

    private static int eight(int sample, int most) {
        return most == MOST ? sample : (sample * MOST + most / 2) / most;
    }
}
