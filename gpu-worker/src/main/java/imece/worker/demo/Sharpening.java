package imece.worker.demo;

import java.awt.image.BufferedImage;

/** What a picture looks like on its way out of the noise: blurred and speckled at first, clear at the end. */
final class Sharpening {

    /** Noise comes in squares of so many sketch pixels, as in a latent picture. */
    private static final int SPECK = 4;

    private final Painting painting;
    private final Noise noise;
    private Painting sketch;

    Sharpening(Painting painting, long seed) {
        this.painting = painting;
        this.noise = new Noise((int) (seed * 31 + 7));
        this.sketch = painting;
    }

    /**
     * The state of things.
     *
     * @param done 0 pure noise to 1 the sketch itself
     */
    BufferedImage at(double done) {
        if (sketch == painting) {
            sketch = painting.sketch();
        }
        int width = sketch.width();
        int height = sketch.height();
        double clear = done * (1.5 - 0.5 * done);
        int blur = (int) ((1 - done) * (1 - done) * Math.min(width, height) / 9);
        int[] soft = Blur.box(sketch.pixels(), width, height, blur);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, mixed(soft[y * width + x], x, y, clear));
            }
        }
        return picture;
    }

    private int mixed(int colour, int x, int y, double clear) {
        int mixed = 0;
        for (int channel = 0; channel < 3; channel++) {
            double speck = noise.cell(x / SPECK + channel * 1000, y / SPECK) * 0.7
                    + noise.cell(x + channel * 1000, y + 5000) * 0.3;
            double value = ((colour >> (channel * 8)) & 0xff) * clear + 255 * (0.22 + 0.56 * speck) * (1 - clear);
            mixed |= (int) Math.min(255, value) << (channel * 8);
        }
        return mixed;
    }
}
