package imece.simulator;

import java.util.Locale;

/** The policies that can be compared. */
enum LineDiscipline {
    FIFO,
    WARM_FIRST,
    SWARMUI,
    INVOKEAI,
    VTC,
    TURNS;

    /** The word on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    LinePolicy policy() {
        return switch (this) {
            case FIFO -> new ArrivalOrder(ArrivalOrder.Preference.NONE);
            case WARM_FIRST -> new ArrivalOrder(ArrivalOrder.Preference.WARM);
            case SWARMUI -> new ArrivalOrder(ArrivalOrder.Preference.PRESSURE);
            case INVOKEAI -> new OwnerOrder(OwnerOrder.Next.STARTED_LONGEST_AGO);
            case VTC -> new OwnerOrder(OwnerOrder.Next.LEAST_SERVED);
            case TURNS -> new TurnLine();
        };
    }
}
