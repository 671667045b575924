package imece.worker.demo;

/** A picture without a size: the colour of every point. Heights run from 0 (top) to 1 (bottom), so do widths at the same scale. */
interface Scene {

    /** The upright line at {@code u}, 0 being the middle. */
    Line line(double u);

    /** One upright line. */
    interface Line {

        /** Puts the light at height {@code v} into {@code rgb}: linear, 0 to 1 and a little more. */
        void colour(double v, double[] rgb);
    }
}
