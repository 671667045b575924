package imece.worker.demo;

/** Softens small pictures. */
final class Blur {

    private Blur() {}

    /** The picture with each pixel averaged over the square of this radius around it, twice. */
    static int[] box(int[] rgb, int width, int height, int radius) {
        if (radius <= 0) {
            return rgb;
        }
        int[] out = rgb;
        for (int pass = 0; pass < 2; pass++) {
            out = lines(out, width, height, radius, true);
            out = lines(out, width, height, radius, false);
        }
        return out;
    }

    private static int[] lines(int[] rgb, int width, int height, int radius, boolean across) {
        int[] out = new int[rgb.length];
        int count = across ? height : width;
        int length = across ? width : height;
        int step = across ? 1 : width;
        for (int line = 0; line < count; line++) {
            int begin = across ? line * width : line;
            for (int shift = 0; shift < 24; shift += 8) {
                average(rgb, out, begin, step, length, radius, shift);
            }
        }
        return out;
    }

    private static void average(int[] in, int[] out, int begin, int step, int length, int radius, int shift) {
        int window = 2 * radius + 1;
        int sum = 0;
        for (int i = -radius; i <= radius; i++) {
            sum += channel(in, begin, step, length, i, shift);
        }
        for (int i = 0; i < length; i++) {
            out[begin + i * step] |= (sum / window) << shift;
            sum += channel(in, begin, step, length, i + radius + 1, shift)
                    - channel(in, begin, step, length, i - radius, shift);
        }
    }

    private static int channel(int[] in, int begin, int step, int length, int i, int shift) {
        return (in[begin + Math.clamp(i, 0, length - 1) * step] >> shift) & 0xff;
    }
}
