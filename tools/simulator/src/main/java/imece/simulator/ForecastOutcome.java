package imece.simulator;

import imece.gateway.turn.ForecastRanges;

/**
 * One asking and what came of it, in milliseconds.
 *
 * @param at when it was asked
 * @param told what was told
 * @param actual after how long the picture was there
 * @param simple what place by slots times the usual run would have told
 */
record ForecastOutcome(long at, ForecastRanges.Told told, long actual, long simple) {

    boolean held() {
        return told.holds(actual);
    }

    long error() {
        return Math.abs(actual - told.point());
    }

    long simpleError() {
        return Math.abs(actual - simple);
    }

    double width() {
        return (double) told.high() / Math.max(1, told.low());
    }
}
