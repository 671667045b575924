package imece.worker.demo;

/** A banded planet, lit from one side, before stars and clouds of dust. */
final class Cosmos implements Scene {

    private final Palette palette;
    private final NightSky stars;
    private final Noise dust;
    private final Noise bands;
    private final double planetU;
    private final double planetV;
    private final double radius;
    private final double lightX;
    private final double lightY;
    private final double lean;
    private final boolean ringed;
    private final double pixel;

    Cosmos(Palette palette, Dice dice, double aspect, double pixel) {
        this.palette = palette;
        this.stars = new NightSky(Palette.NIGHT, dice, aspect, false);
        this.dust = dice.noise();
        this.bands = dice.noise();
        this.planetU = dice.between(-0.18, 0.18) * aspect;
        this.planetV = dice.between(0.44, 0.60);
        this.radius = dice.between(0.20, 0.28) * Math.min(1, aspect);
        this.lightX = dice.between(0.45, 0.8) * (dice.next() < 0 ? -1 : 1);
        this.lightY = -dice.between(0.3, 0.5);
        this.lean = dice.between(0.15, 0.4) * (dice.next() < 0 ? -1 : 1);
        this.ringed = dice.between(0, 1) < 0.7;
        this.pixel = pixel;
    }

    @Override
    public Line line(double u) {
        return (v, rgb) -> {
            space(u, v, rgb);
            double x = (u - planetU) / radius;
            double y = (v - planetV) / radius;
            boolean before = y - lean * x > 0;
            if (!before) {
                ring(x, y, rgb);
            }
            double apart = Math.sqrt(x * x + y * y);
            double air = Math.max(0, 1 - Math.abs(apart - 1) * 9) * Math.max(0, x * lightX + y * lightY + 0.25);
            palette.add(0.75, 0.35 * air * air, rgb);
            double disc = Math.min(1, Math.max(0, (1 - apart) * radius / pixel + 0.5));
            if (disc > 0) {
                planet(x, y, apart, disc, rgb);
            }
            if (before) {
                ring(x, y, rgb);
            }
        };
    }

    private void space(double u, double v, double[] rgb) {
        stars.colour(u, v, rgb);
        for (int c = 0; c < 3; c++) {
            rgb[c] *= 0.75;
        }
        double bend = dust.layered(u * 1.3 + 3, v * 1.3, 3);
        double cloud = dust.layered(u * 1.8 + bend * 1.6 + 20, v * 1.8 - bend, 5);
        double thick = Noise.smooth(-0.1, 0.65, cloud);
        palette.add(0.30 + 0.45 * thick, 0.42 * thick, rgb);
    }

    private void planet(double x, double y, double apart, double disc, double[] rgb) {
        double z = Math.sqrt(Math.max(0, 1 - apart * apart));
        double latitude = y - lean * x;
        double swirl = bands.layered(x * 2.2 + 5, y * 5 + z, 4);
        double band = bands.layered(swirl * 0.25 + 7, latitude * 4.2 + swirl * 0.35, 4);
        double lit = Math.max(0, x * lightX + y * lightY + z * 0.45);
        double day = Noise.smooth(0.0, 0.9, lit);
        double[] ground = {0, 0, 0};
        palette.put(0.58 + 0.42 * band, ground);
        for (int c = 0; c < 3; c++) {
            double colour = ground[c] * (0.012 + 1.05 * day) + 0.10 * day * Math.max(0, 1 - z) * ground[c];
            rgb[c] += (colour - rgb[c]) * disc;
        }
    }

    private void ring(double x, double y, double[] rgb) {
        if (!ringed) {
            return;
        }
        double along = x + lean * y;
        double across = (y - lean * x) / 0.24;
        double distance = Math.sqrt(along * along + across * across);
        double inside = Noise.smooth(1.35, 1.45, distance) * Noise.smooth(2.25, 2.1, distance);
        double grooves = 0.55 + 0.6 * bands.layered(distance * 9, 1.5, 3);
        boolean shaded = along * lightX < 0 && Math.abs(along) < 1.25 && across < 0;
        palette.cover(0.85, inside * Math.min(0.85, Math.max(0, grooves)) * (shaded ? 0.15 : 0.8), rgb);
    }
}
