package imece.worker.demo;

/** Between screen colours (sRGB), linear light and OKLab (Björn Ottosson, 2020). */
final class Light {

    private static final int STEPS = 8192;
    private static final double[] SCREEN = new double[STEPS + 1];

    static {
        for (int i = 0; i <= STEPS; i++) {
            double light = (double) i / STEPS;
            SCREEN[i] = 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * StrictMath.pow(light, 1 / 2.4) - 0.055);
        }
    }

    private Light() {}

    /** The screen's value, 0 to 255, unrounded; what is brighter than white is rolled off softly. */
    static double screen(double light) {
        double rolled = light <= 0.8 ? Math.max(0, light) : 0.8 + 0.2 * (light - 0.8) / (light - 0.6);
        return SCREEN[(int) (Math.min(1, rolled) * STEPS)];
    }

    static double linear(int channel) {
        double screen = channel / 255.0;
        return screen <= 0.04045 ? screen / 12.92 : StrictMath.pow((screen + 0.055) / 1.055, 2.4);
    }

    static double[] toLab(int rgb) {
        double r = linear((rgb >> 16) & 0xff);
        double g = linear((rgb >> 8) & 0xff);
        double b = linear(rgb & 0xff);
        double l = StrictMath.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = StrictMath.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = StrictMath.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    static void fromLab(double[] lab, double[] into, int at) {
        double l = lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2];
        double m = lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2];
        double s = lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2];
        l = l * l * l;
        m = m * m * m;
        s = s * s * s;
        into[at] = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
        into[at + 1] = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
        into[at + 2] = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
    }
}
