package imece.local.drill;

import imece.fault.FaultPoint;
import imece.local.drill.storm.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a drill is to do. The command line checks the values before they come here.
 *
 * @param home the folder that holds the modules' target folders
 * @param folder absolute and not yet there; everything of this drill lies in it
 * @param seed decides about the order, times and targets of faults and about what people ask for
 * @param storm how long faults are made
 * @param pause between two faults, on average
 * @param faults which kinds
 * @param points at which points of the code, for the kinds that befall a process there
 * @param workers how many; the last one shares the GPU of the first
 * @param patience how long everything may take to come to rest after the storm
 * @param callsWithin how long 99 of a hundred honest calls may take while strangers do harm
 * @param jars a folder with other jars of gateway and worker; null: those that the launcher was started with
 * @param triggersStay whether the schema's triggers go on refusing what must not happen to a job; false only in tests of the
 *     drill itself, since what they refuse would hide what the code did
 */
public record DrillSettings(
        Path home,
        Path folder,
        long seed,
        Duration storm,
        Duration pause,
        List<Fault> faults,
        List<FaultPoint> points,
        int workers,
        Duration patience,
        Duration callsWithin,
        @Nullable Path jars,
        boolean triggersStay) {
    /** Whether nobody but strangers does harm: then machines, and what people are known by, stay as they are. */
    public boolean onlyStrangers() {
        return faults.stream().allMatch(Fault::byStrangers);
    }
}
