package imece.simulator;

/** Looks on while a virtual farm works. */
interface FarmWatch {

    /** Nobody looks. */
    FarmWatch NOBODY = new FarmWatch() {};

    /** A job has been submitted. */
    default void submitted(SimulatedJob job, long now) {}

    /** A job begins. */
    default void began(SimulatedJob job, long now) {}

    /** A job is complete or cancelled. */
    default void over(SimulatedJob job, long now) {}

    /** Everything that could begin now has begun. */
    default void settled(VirtualFarm farm, long now) {}
}
