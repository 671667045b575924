package imece.worker.demo;

import java.util.List;

/** Ridges behind ridges under a sky, and perhaps still water before them. */
final class Landscape implements Scene {

    private final Palette palette;
    private final Sky sky;
    private final List<Ridge> ridges;
    private final Noise water;
    private final double waterline;
    private final double pixel;

    /**
     * A landscape.
     *
     * @param waterline height where water begins; above 1 for none
     * @param pixel size of one pixel, for smooth edges
     */
    Landscape(Palette palette, Sky sky, List<Ridge> ridges, Noise water, double waterline, double pixel) {
        this.palette = palette;
        this.sky = sky;
        this.ridges = List.copyOf(ridges);
        this.water = water;
        this.waterline = waterline;
        this.pixel = pixel;
    }

    @Override
    public Line line(double u) {
        double[] crests = ridges.stream().mapToDouble(ridge -> ridge.crest(u)).toArray();
        return (v, rgb) -> {
            if (v > waterline) {
                mirrored(u, v, crests, rgb);
            } else {
                above(u, v, crests, rgb);
            }
        };
    }

    private void above(double u, double v, double[] crests, double[] rgb) {
        boolean sees = true;
        for (int i = 0; i < crests.length && sees; i++) {
            sees = v < crests[i] + pixel;
        }
        if (sees) {
            sky.colour(u, v, rgb);
        }
        for (int i = 0; i < crests.length; i++) {
            Ridge ridge = ridges.get(i);
            double covered = ridge.covers(u, v, crests[i], pixel);
            if (covered > 0) {
                palette.cover(ridge.place(u, v, crests[i]), covered, rgb);
            }
        }
    }

    private void mirrored(double u, double v, double[] crests, double[] rgb) {
        double depth = (v - waterline) / (1 - waterline);
        double far = 1 / (depth + 0.07);
        double ripple = water.at(u * (2 + 1.2 * far), far * 6 + depth * 9) + 0.6 * water.at(u * 5 * far, far * 17);
        double from = waterline - (v - waterline) * 1.15 - ripple * 0.014 * (0.15 + depth);
        above(u, Math.min(waterline - pixel, Math.max(0.01, from)), crests, rgb);
        palette.cover(0.10, 0.20 + 0.32 * depth, rgb);
        double aside = Math.abs(u - sky.lightU());
        double path = Noise.smooth(0.05 + 0.10 * depth, 0, aside) * Noise.smooth(0.25, 0.95, ripple);
        palette.add(0.95, 0.55 * path * (1 - 0.5 * depth), rgb);
        double shore = Noise.smooth(0.012, 0, v - waterline);
        palette.add(0.8, 0.12 * shore, rgb);
    }
}
