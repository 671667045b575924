package imece.worker.demo;

/** What is above the horizon. */
interface Sky {

    /** Puts the light of a point of the sky into {@code rgb}. */
    void colour(double u, double v, double[] rgb);

    /** Where the brightest light stands, sideways. */
    double lightU();

    /** How light the farthest land looks under it: a place in the palette. */
    double haze();
}
