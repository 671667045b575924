package imece.worker.demo;

import imece.contract.RenderSpec;
import imece.worker.engine.Cancellation;

/** The picture of one spec, painted line by line in as many shares as there are steps. */
final class Painting {

    private static final int SKETCH_SIDE = 256;

    private final int width;
    private final int height;
    private final int[] pixels;
    private final Scene scene;
    private final Noise grain;
    private int painted;

    Painting(RenderSpec spec) {
        this(Composition.of(spec), spec.width(), spec.height(), new Noise((int) spec.seed()));
    }

    private Painting(Scene scene, int width, int height, Noise grain) {
        this.scene = scene;
        this.width = width;
        this.height = height;
        this.grain = grain;
        this.pixels = new int[width * height];
    }

    /** The same picture, whole and small. */
    Painting sketch() {
        double scale = Math.min(1, (double) SKETCH_SIDE / Math.max(width, height));
        int small = Math.max(1, (int) (width * scale));
        int low = Math.max(1, (int) (height * scale));
        Painting sketch = new Painting(scene, small, low, grain);
        sketch.paintTo(small);
        return sketch;
    }

    /** Paints what is due after this step of all; false if it was stopped on the way. */
    boolean paintShare(int step, int steps, Cancellation cancellation) {
        int due = (int) ((long) width * step / steps);
        while (painted < due) {
            if (cancellation.requested()) {
                return false;
            }
            paintTo(Math.min(due, painted + 16));
        }
        return true;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** 0xRRGGBB, row by row. */
    int[] pixels() {
        return pixels;
    }

    private void paintTo(int due) {
        double[] rgb = new double[3];
        for (int x = painted; x < due; x++) {
            double u = (x + 0.5 - width / 2.0) / height;
            Scene.Line line = scene.line(u);
            for (int y = 0; y < height; y++) {
                double v = (y + 0.5) / height;
                line.colour(v, rgb);
                pixels[y * width + x] = pixel(rgb, x, y, vignette((x + 0.5) / width - 0.5, v - 0.5));
            }
        }
        painted = due;
    }

    /** Darkens the corners a little. */
    private static double vignette(double x, double y) {
        double away = x * x + y * y;
        return 1 - 0.34 * away * away * 4;
    }

    private int pixel(double[] rgb, int x, int y, double shade) {
        double dither = grain.cell(x, y);
        int r = (int) Math.min(255, Light.screen(rgb[0] * shade) + dither);
        int g = (int) Math.min(255, Light.screen(rgb[1] * shade) + dither);
        int b = (int) Math.min(255, Light.screen(rgb[2] * shade) + dither);
        return (r << 16) | (g << 8) | b;
    }
}
