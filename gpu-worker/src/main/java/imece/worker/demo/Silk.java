package imece.worker.demo;

/** Folded cloth, or smoke, or marble: noise bent by noise bent by noise, lit from one side. */
final class Silk implements Scene {

    private static final double STEP = 0.004;

    private final Palette palette;
    private final Noise first;
    private final Noise second;
    private final double scale;
    private final double bend;
    private final double folds;
    private final double turnX;
    private final double turnY;

    Silk(Palette palette, Dice dice) {
        this.palette = palette;
        this.first = dice.noise();
        this.second = dice.noise();
        this.scale = dice.between(0.8, 1.25);
        this.bend = dice.between(0.9, 1.5);
        this.folds = dice.between(1.6, 2.8);
        this.turnX = dice.between(-1, 1);
        this.turnY = Math.sqrt(1 - turnX * turnX * 0.9);
    }

    @Override
    public Line line(double u) {
        return (v, rgb) -> {
            double height = height(u, v);
            double slopeU = (height(u + STEP, v) - height) / STEP;
            double slopeV = (height(u, v + STEP) - height) / STEP;
            double light = -(slopeU * 0.55 + slopeV * 0.75) / Math.sqrt(14 + slopeU * slopeU + slopeV * slopeV);
            palette.put(0.10 + 0.62 * height + 0.22 * light, rgb);
            double shine = Math.max(0, light - 0.38);
            palette.add(1, 1.1 * shine * shine, rgb);
        };
    }

    /** Height of the cloth, about 0 to 1. */
    private double height(double u, double v) {
        double x = (u * turnY - v * turnX) * scale * 0.75;
        double y = (u * turnX + v * turnY) * scale * 1.5;
        double qx = first.layered(x + 1.7, y + 9.2, 2);
        double qy = first.layered(x + 8.3, y + 2.8, 2);
        double bent = second.layered(x + bend * qx * 1.7, y + bend * qy * 1.7, 2);
        double fold = (bent * folds + qx * 0.9) * 0.5 + 2;
        double saw = fold - Math.floor(fold);
        double wave = 1 - Math.abs(2 * saw - 1);
        double soft = wave * wave * (3 - 2 * wave);
        return 0.62 * soft + 0.38 * (0.5 + bent);
    }
}
