package imece.gateway.turn;

/**
 * Pictures that take about as long: steps times pixels, in steps of half an octave.
 *
 * @param halfOctaves twice the binary logarithm of steps times pixels, rounded
 */
public record SizeClass(int halfOctaves) {

    /** Of a picture, or of several that one run draws. */
    public static SizeClass of(long steps, long pixels) {
        return of((double) steps * (double) pixels);
    }

    /** Of a picture of so many steps times pixels. */
    public static SizeClass ofWork(long work) {
        return of((double) work);
    }

    private static SizeClass of(double work) {
        double product = Math.max(1.0, work);
        return new SizeClass((int) Math.round(2 * StrictMath.log(product) / StrictMath.log(2)));
    }
}
