package imece.worker.demo;

/** One line of hills before the sky, with firs on it where wanted. */
final class Ridge {

    /** What the land is made of. */
    enum Land {
        PEAKS,
        HILLS,
        DUNES
    }

    private final Land land;
    private final Noise noise;
    private final double base;
    private final double rise;
    private final double scale;
    private final double place;
    private final double mist;
    private final double treeHeight;

    /**
     * A ridge.
     *
     * @param near 0 the farthest to 1 the nearest
     * @param horizon height of the farthest ridge's foot
     * @param haze place in the palette of the farthest ridge
     * @param firs whether trees stand on it
     */
    Ridge(Land land, Dice dice, double near, double horizon, double haze, boolean firs) {
        this.land = land;
        this.noise = dice.noise();
        this.base = horizon + (1.02 - horizon) * near * (0.55 + 0.45 * near);
        this.rise = switch (land) {
            case PEAKS -> 0.30 - 0.16 * near;
            case HILLS -> 0.15 - 0.03 * near;
            case DUNES -> 0.16 + 0.05 * near;
        };
        this.scale = switch (land) {
            case PEAKS -> 1.5 + 0.8 * near;
            case HILLS -> 1.7 + 0.6 * near;
            case DUNES -> 1.0;
        };
        this.place = haze - (haze - 0.02) * Math.sqrt(near);
        this.mist = 0.42 * haze * (1 - near);
        this.treeHeight = firs && near > 0.3 ? 0.012 + 0.075 * near * near : 0;
    }

    /** Height of the crest. */
    double crest(double u) {
        return switch (land) {
            case PEAKS -> base - rise * (noise.crests(u * scale + 31, base * 7, 6) - 0.25);
            case HILLS -> base - rise * (0.35 + noise.layered(u * scale + 31, base * 7, 5));
            case DUNES -> {
                double bent = u + 0.3 * noise.at(u * 0.9, base * 3 + 2);
                double wave = noise.at(bent * scale * 1.3 + 31, base * 7);
                double crest = 1 - Math.sqrt(wave * wave + 0.0015);
                yield base - rise * (crest * crest * 0.9 - 0.2);
            }
        };
    }

    /** How much of this point the ridge covers, 0 to 1. */
    double covers(double u, double v, double crest, double pixel) {
        double land = Math.min(1, Math.max(0, (v - crest) / pixel + 0.5));
        if (land >= 1 || treeHeight == 0 || v < crest - treeHeight * 1.4) {
            return land;
        }
        return Math.max(land, firs(u, v, crest, pixel));
    }

    /** Place in the palette of a covered point: hazy in the distance and where mist lies in the valley. */
    double place(double u, double v, double crest) {
        double below = v - crest;
        double valley = mist * Noise.smooth(0.0, 0.22, below);
        double light = switch (land) {
            case PEAKS -> 0.05 * noise.at(u * scale * 9, below * 14 + 3) * Noise.smooth(0.2, 0, below);
            case HILLS -> 0;
            case DUNES -> {
                double spine = u + below * (0.55 + 0.4 * noise.at(u * 2.1, below * 3));
                double lee = (crest(spine + 0.012) - crest(spine - 0.012)) * 3.2;
                double ripples = 0.012 * noise.at(u * 9 + below * 22, below * 60);
                yield 0.10 + Math.clamp(lee, -0.12, 0.16) * Noise.smooth(0.35, 0, below) + ripples;
            }
        };
        return place + valley + light;
    }

    private double firs(double u, double v, double crest, double pixel) {
        double spacing = treeHeight * 0.36;
        int middle = (int) Math.floor(u / spacing);
        double covered = 0;
        for (int tree = middle - 1; tree <= middle + 1; tree++) {
            double stands = (tree + 0.2 + 0.6 * noise.cell(tree, 1)) * spacing;
            double height = treeHeight * (0.45 + 0.85 * noise.cell(tree, 2));
            double down = (v - crest + height) / height;
            if (down > 0 && down < 1.3) {
                double tiers = down * 6;
                double sprout = 0.6 + 0.4 * (tiers - Math.floor(tiers));
                double half = height * 0.24 * down * sprout;
                covered = Math.max(covered, (half - Math.abs(u - stands)) / pixel + 0.5);
            }
        }
        return Math.min(1, Math.max(0, covered));
    }
}
