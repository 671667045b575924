package imece.gateway.turn;

/**
 * How much of the farm an owner is entitled to beside the others: twice the weight, twice the GPU time under load.
 *
 * @param thousandths the weight times a thousand, 1 to 100,000
 */
public record ShareWeight(int thousandths) {

    /** The usual one: 1. */
    public static final ShareWeight ONE = new ShareWeight(1000);

    /** The least and the greatest, in thousandths. */
    public static final int LEAST = 1;

    public static final int MOST = 100_000;

    public ShareWeight {
        if (thousandths < LEAST || thousandths > MOST) {
            throw new IllegalArgumentException(
                    "A weight is 0.001 to 100, but this one is " + thousandths + " thousandths.");
        }
    }

    /** As people write it, such as 0.5; what is beyond thousandths is rounded. */
    public static ShareWeight of(double weight) {
        return new ShareWeight((int) Math.round(weight * ONE.thousandths));
    }

    /** As people write it. */
    public double number() {
        return thousandths / (double) ONE.thousandths;
    }

    /** One of so many equal parts of a weight of 1, rounded down, but never less than the least weight. */
    public static ShareWeight partOf(int among) {
        return new ShareWeight(Math.max(1, ONE.thousandths / Math.max(1, among)));
    }

    /** What GPU time counts on an owner's account: the time divided by the weight, in GPU-milliseconds. */
    public long charged(long gpuMillis) {
        return Math.multiplyExact(gpuMillis, 1000L) / thousandths;
    }
}
