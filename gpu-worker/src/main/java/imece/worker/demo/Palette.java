package imece.worker.demo;

import java.util.List;

/** A way from a dark colour to a light one through a few that go well together, even to the eye (OKLab). */
final class Palette {

    static final Palette DUSK = new Palette(0x1b1736, 0x4a2c5e, 0x9c4a6b, 0xe8856b, 0xf8c98b, 0xfff0d0);
    static final Palette OCEAN = new Palette(0x04202e, 0x0b4a5e, 0x1f8a8f, 0x6cc5b0, 0xc6ead0, 0xfdf6e3);
    static final Palette FOREST = new Palette(0x0d1b14, 0x1f3b2c, 0x3f6b45, 0x87a05d, 0xd5cf92, 0xf7f0d2);
    static final Palette NIGHT = new Palette(0x040817, 0x0c1a3a, 0x1c3a66, 0x4a6c9b, 0x9db8d2, 0xf1f4ff);
    static final Palette DESERT = new Palette(0x2b1320, 0x6b2737, 0xb5493a, 0xe58a4e, 0xf4c57e, 0xfdf0d5);
    static final Palette ROSE = new Palette(0x24122b, 0x5a2348, 0xa53860, 0xe07a8b, 0xf5bcb4, 0xfff1e6);
    static final Palette WINTER = new Palette(0x101a2e, 0x2d4669, 0x6288ad, 0xa4c3d8, 0xdbe8ee, 0xffffff);
    static final Palette VIOLET = new Palette(0x150f2d, 0x3b2267, 0x7145a6, 0xb184d0, 0xe6bfe0, 0xfff4fb);
    static final Palette GOLD = new Palette(0x0b0d12, 0x2a2b33, 0x6b5a3c, 0xb8924a, 0xe9cf8f, 0xfff8e1);
    static final Palette SAGE = new Palette(0x22302f, 0x3f5d5b, 0x7fa598, 0xd0cfb2, 0xf3c9a4, 0xfff2e4);

    static final List<Palette> ALL = List.of(DUSK, OCEAN, FOREST, DESERT, ROSE, WINTER, VIOLET, GOLD, SAGE);

    private static final int ENTRIES = 1024;

    /** Linear light, three numbers per entry. */
    private final double[] colours = new double[(ENTRIES + 1) * 3];

    private Palette(int... stops) {
        double[][] lab = new double[stops.length][];
        for (int i = 0; i < stops.length; i++) {
            lab[i] = Light.toLab(stops[i]);
        }
        double[] mixed = new double[3];
        for (int entry = 0; entry <= ENTRIES; entry++) {
            double at = (double) entry / ENTRIES * (stops.length - 1);
            int from = Math.min(stops.length - 2, (int) at);
            for (int c = 0; c < 3; c++) {
                mixed[c] = lab[from][c] + (lab[from + 1][c] - lab[from][c]) * (at - from);
            }
            Light.fromLab(mixed, colours, entry * 3);
        }
    }

    /** Puts the colour at this place (0 dark to 1 light) into {@code rgb}. */
    void put(double place, double[] rgb) {
        int entry = entry(place);
        rgb[0] = colours[entry];
        rgb[1] = colours[entry + 1];
        rgb[2] = colours[entry + 2];
    }

    /** Covers {@code rgb} with the colour at this place, as far as {@code share} (0 to 1) says. */
    void cover(double place, double share, double[] rgb) {
        int entry = entry(place);
        for (int c = 0; c < 3; c++) {
            rgb[c] += (colours[entry + c] - rgb[c]) * share;
        }
    }

    /** Adds light of the colour at this place. */
    void add(double place, double strength, double[] rgb) {
        int entry = entry(place);
        for (int c = 0; c < 3; c++) {
            rgb[c] += colours[entry + c] * strength;
        }
    }

    private static int entry(double place) {
        return 3 * (int) (Math.min(1, Math.max(0, place)) * ENTRIES);
    }
}
