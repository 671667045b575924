package imece.gateway.turn;

/**
 * Pictures that take about as long: steps times pixels, in steps of half an octave.
 *
 * @param halfOctaves twice the binary logarithm of steps times pixels, rounded
 */
public record SizeClass(int halfOctaves) {

    /** Of a picture, or of several that one run draws. */
    public static SizeClass of(long steps, long pixels) {
        double product = Math.max(1.0, (double) steps * (double) pixels);
        return new SizeClass((int) Math.round(2 * StrictMath.log(product) / StrictMath.log(2)));
    }
}
