package imece.worker.demo;

/** A sky that brightens towards the horizon, with a low sun and drawn-out clouds. */
final class DaySky implements Sky {

    private final Palette palette;
    private final Noise clouds;
    private final double sunU;
    private final double sunV;
    private final double sunRadius;
    private final double cloudiness;
    private final double pixel;

    DaySky(Palette palette, Dice dice, double aspect, double pixel) {
        this.palette = palette;
        this.clouds = dice.noise();
        this.sunU = dice.between(-0.3, 0.3) * aspect;
        this.sunV = dice.between(0.2, 0.4);
        this.sunRadius = dice.between(0.045, 0.085) * Math.min(1, aspect * 1.2);
        this.cloudiness = dice.between(0.25, 0.55);
        this.pixel = pixel;
    }

    @Override
    public double lightU() {
        return sunU;
    }

    @Override
    public double haze() {
        return 0.72;
    }

    @Override
    public void colour(double u, double v, double[] rgb) {
        double bend = clouds.layered(u * 1.1 + 9, v * 2.2, 2);
        double drawn = clouds.layered(u * 1.5 + bend * 0.35, v * 6.5 + bend * 0.6, 4);
        double cloud = Noise.smooth(-0.05, 0.55, drawn) * cloudiness * Noise.smooth(0.02, 0.2, v);
        double place = 0.42 + 0.46 * Noise.smooth(-0.05, 0.62, v);
        palette.put(place + cloud * 0.30 - 0.03 * bend, rgb);
        double du = u - sunU;
        double dv = v - sunV;
        double distance = Math.sqrt(du * du + dv * dv);
        double veil = 1 - 0.75 * cloud;
        palette.add(0.86, 0.30 * veil * 0.02 / (distance * distance + 0.02), rgb);
        palette.add(0.95, 0.35 * veil * 0.0025 / (distance * distance + 0.0025), rgb);
        double disc = Math.min(1, Math.max(0, (sunRadius - distance) / pixel + 0.5));
        palette.cover(1, disc * (1 - 0.6 * cloud), rgb);
    }
}
