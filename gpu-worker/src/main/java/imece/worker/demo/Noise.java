package imece.worker.demo;

/**
 * Gradient noise over the plane from integer hashes. Only additions, multiplications and comparisons: the same on every
 * machine.
 */
final class Noise {

    private static final double[] GRADIENT_X = {1, 0.7071, 0, -0.7071, -1, -0.7071, 0, 0.7071};
    private static final double[] GRADIENT_Y = {0, 0.7071, 1, 0.7071, 0, -0.7071, -1, -0.7071};

    private final int salt;

    Noise(int salt) {
        this.salt = salt;
    }

    /** An evenly spread number in 0 to 1 for a cell of the plane. */
    double cell(int x, int y) {
        return (hash(x, y) >>> 8) / (double) (1 << 24);
    }

    /** Smooth noise, about -1 to 1. */
    double at(double x, double y) {
        double floorX = Math.floor(x);
        double floorY = Math.floor(y);
        int cellX = (int) floorX;
        int cellY = (int) floorY;
        double fx = x - floorX;
        double fy = y - floorY;
        double a = slope(cellX, cellY, fx, fy);
        double b = slope(cellX + 1, cellY, fx - 1, fy);
        double c = slope(cellX, cellY + 1, fx, fy - 1);
        double d = slope(cellX + 1, cellY + 1, fx - 1, fy - 1);
        double wx = ease(fx);
        double wy = ease(fy);
        double top = a + (b - a) * wx;
        double bottom = c + (d - c) * wx;
        return (top + (bottom - top) * wy) * 1.5;
    }

    /** Layers of noise, each half as strong, about twice as fine, and turned against the last; about -1 to 1. */
    double layered(double x, double y, int layers) {
        double sum = 0;
        double strength = 0.5;
        double px = x;
        double py = y;
        for (int i = 0; i < layers; i++) {
            sum += strength * at(px, py);
            strength *= 0.5;
            double turned = 1.62 * px + 1.18 * py + 17.3;
            py = 1.62 * py - 1.18 * px + 5.7;
            px = turned;
        }
        return sum;
    }

    /** Layers with sharp crests, as mountains have them; 0 to 1. */
    double crests(double x, double y, int layers) {
        double sum = 0;
        double strength = 0.55;
        double weight = 1;
        double px = x;
        double py = y;
        for (int i = 0; i < layers; i++) {
            double crest = 1 - Math.abs(at(px, py));
            crest *= crest * weight;
            sum += strength * crest;
            weight = Math.min(1, Math.max(0, crest * 1.6));
            strength *= 0.5;
            px = px * 2.03 + 11.7;
            py = py * 2.03 + 3.1;
        }
        return sum;
    }

    /** 0 below {@code from}, 1 above {@code to}, smooth between. */
    static double smooth(double from, double to, double x) {
        double t = Math.min(1, Math.max(0, (x - from) / (to - from)));
        return t * t * (3 - 2 * t);
    }

    private double slope(int x, int y, double dx, double dy) {
        int direction = hash(x, y) >>> 29;
        return GRADIENT_X[direction] * dx + GRADIENT_Y[direction] * dy;
    }

    private static double ease(double t) {
        return t * t * t * (t * (t * 6 - 15) + 10);
    }

    private int hash(int x, int y) {
        int h = salt ^ (x * 0x27d4eb2d) ^ (y * 0x165667b1);
        h ^= h >>> 15;
        h *= 0x2c1b3c6d;
        h ^= h >>> 12;
        h *= 0x297a2d39;
        return h ^ (h >>> 15);
    }
}
