package imece.worker.demo;

/** Stars, a faint band of them, and, where wanted, northern lights. */
final class NightSky implements Sky {

    private static final int CURTAINS = 3;

    private final Palette palette;
    private final Noise noise;
    private final Noise stars;
    private final boolean aurora;
    private final double lightU;
    private final double tilt;
    private final double[] foot = new double[CURTAINS];
    private final double[] tall = new double[CURTAINS];
    private final double[] hue = new double[CURTAINS];

    NightSky(Palette palette, Dice dice, double aspect, boolean aurora) {
        this.palette = palette;
        this.noise = dice.noise();
        this.stars = dice.noise();
        this.aurora = aurora;
        this.lightU = dice.between(-0.25, 0.25) * aspect;
        this.tilt = dice.between(-0.35, 0.35);
        for (int i = 0; i < CURTAINS; i++) {
            foot[i] = 0.50 - i * 0.10 + dice.between(-0.03, 0.03);
            tall[i] = dice.between(0.22, 0.36);
            hue[i] = dice.between(0, 1);
        }
    }

    @Override
    public double lightU() {
        return lightU;
    }

    @Override
    public double haze() {
        return 0.40;
    }

    @Override
    public void colour(double u, double v, double[] rgb) {
        palette.put(0.03 + 0.25 * Noise.smooth(0, 0.75, v), rgb);
        double across = v - 0.3 - tilt * u;
        double band = 0.03 / (across * across + 0.03);
        double dust = 0.5 + noise.layered(u * 2.5 + 40, v * 2.5, 4);
        palette.add(0.55, 0.16 * band * Math.max(0, dust), rgb);
        double star = star(u, v, 110, 0.982 - 0.03 * band) + star(u, v, 46, 0.985);
        palette.add(1, star, rgb);
        if (aurora) {
            for (int i = 0; i < CURTAINS; i++) {
                curtain(i, u, v, rgb);
            }
        }
    }

    private void curtain(int i, double u, double v, double[] rgb) {
        double wave = noise.layered(u * 1.1 + i * 13.7, i * 5.1, 3);
        double above = foot[i] + wave * 0.34 - v;
        if (above < -0.03 || above > tall[i] * 2.2) {
            return;
        }
        double fold = u * 7 + wave * 9 + i * 3;
        double rays =
                0.45 + 0.55 * (0.5 + 0.5 * noise.at(fold * 2.3, above * 0.8)) + 0.25 * noise.at(fold * 6.1, above);
        double patch = Noise.smooth(-0.35, 0.35, noise.at(u * 1.4 + i * 7.7 + hue[i] * 9, 3.3));
        double rise = above / tall[i];
        double edge = Noise.smooth(-0.03, 0.02, above);
        double glow = edge * Math.max(0, rays) * patch * Math.max(0, 1 - rise * 0.46) / (1 + rise * rise * 7);
        double strength = glow * (0.75 - 0.16 * i);
        double top = Noise.smooth(0.12, 1.1, rise);
        rgb[0] += strength * (0.05 + (0.30 + 0.25 * hue[i]) * top);
        rgb[1] += strength * (0.78 - 0.62 * top);
        rgb[2] += strength * (0.36 + 0.30 * top - 0.1 * hue[i]);
    }

    private double star(double u, double v, double cells, double rare) {
        int x = (int) Math.floor(u * cells);
        int y = (int) Math.floor(v * cells);
        double luck = stars.cell(x, y);
        if (luck < rare) {
            return 0;
        }
        double du = (u * cells - x) - 0.25 - 0.5 * stars.cell(x, y + 7919);
        double dv = (v * cells - y) - 0.25 - 0.5 * stars.cell(x + 7919, y);
        double size = 0.0022 * cells;
        double near = Math.max(0, 1 - (du * du + dv * dv) / (size * size * 0.35));
        double bright = (luck - rare) / (1 - rare);
        return near * near * (0.25 + 1.1 * bright);
    }
}
