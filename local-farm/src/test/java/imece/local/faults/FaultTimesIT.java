package imece.local.faults;

import org.junit.jupiter.api.Nested;

/**
 * The tests of this package once more, and now each fails when something takes longer than docs/reliability.md promises. These
 * are bounds in real time: a machine that is busy with something else breaks them without a fault in the farm.
 */
class FaultTimesIT {

    @Nested
    class KilledWorker extends KilledWorkerIT {
        @Override
        boolean holdsToTime() {
            return true;
        }
    }

    @Nested
    class LostWorker extends LostWorkerIT {
        @Override
        boolean holdsToTime() {
            return true;
        }
    }

    @Nested
    class OneWorker extends OneWorkerIT {
        @Override
        boolean holdsToTime() {
            return true;
        }
    }

    @Nested
    class GpuLock extends GpuLockIT {
        @Override
        boolean holdsToTime() {
            return true;
        }
    }

    @Nested
    class Neighbours extends NeighboursIT {
        @Override
        boolean holdsToTime() {
            return true;
        }
    }

    @Nested
    class BrokerFaults extends BrokerFaultsIT {
        @Override
        boolean holdsToTime() {
            return true;
        }
    }

    @Nested
    class BrokerLimits extends BrokerLimitsIT {
        @Override
        boolean holdsToTime() {
            return true;
        }
    }

    @Nested
    class DatabaseFaults extends DatabaseFaultsIT {
        @Override
        boolean holdsToTime() {
            return true;
        }
    }

    @Nested
    class TwoGateways extends TwoGatewaysIT {
        @Override
        boolean holdsToTime() {
            return true;
        }
    }

    @Nested
    class BetweenSteps extends BetweenStepsIT {
        @Override
        boolean holdsToTime() {
            return true;
        }
    }

    @Nested
    class LongLine extends LongLineIT {
        @Override
        boolean holdsToTime() {
            return true;
        }
    }
}
