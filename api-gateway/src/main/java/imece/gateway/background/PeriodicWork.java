package imece.gateway.background;

import java.util.List;

/** A part of the gateway that has something to do now and then. */
public interface PeriodicWork {

    /** What it does; asked for once, after the start. */
    List<PeriodicTask> periodicTasks();
}
