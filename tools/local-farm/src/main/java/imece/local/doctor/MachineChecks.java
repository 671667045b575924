package imece.local.doctor;

import static imece.local.doctor.Finding.note;
import static imece.local.doctor.Finding.ok;
import static imece.local.doctor.Finding.problem;

import imece.local.doctor.Facts.MachineFacts;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the machine gives to every program. */
final class MachineChecks {
    private static final long GIB = 1L << 30;

    /** A farm of one gateway and two workers holds a little over one GiB. */
    private static final long SMALLEST = GIB + GIB / 4;

    private static final long COMFORTABLE = 2 * GIB;
    private static final long FEWEST_FILES = 1_024;
    private static final long MANY_FILES = 4_096;
    private static final Duration MOST_AHEAD = Duration.ofMinutes(1);

    private MachineChecks() {}

    static List<Finding> of(MachineFacts machine) {
        return List.of(
                cores(machine.cores()),
                memory(machine),
                openFiles(machine.openFiles()),
                clock(machine),
                loopback(machine.loopback()));
    }

    private static Finding cores(int cores) {
        return cores >= 2
                ? ok("cores", "%d.".formatted(cores))
                : note("cores", "Only one: a farm starts slowly, and demo pictures compete with each other.");
    }

    private static Finding memory(MachineFacts machine) {
        if (machine.memory() <= 0) {
            return note("memory", "This system does not tell; a farm with two workers needs about 1.3 GiB.");
        }
        String seen = "%s, of which %s can be had".formatted(Sizes.of(machine.memory()), Sizes.of(machine.available()));
        if (machine.memory() < SMALLEST) {
            return problem(
                    "memory",
                    seen + ". A farm with two workers needs about 1.3 GiB and would be killed. Use a larger machine.");
        }
        return machine.available() < COMFORTABLE
                ? note(
                        "memory",
                        seen + ". A farm with two workers needs about 1.3 GiB: end something else, or --workers 1.")
                : ok("memory", seen + ".");
    }

    private static Finding openFiles(@Nullable Long limit) {
        if (limit == null) {
            return note("open files", "This system does not tell its limit.");
        }
        if (limit < FEWEST_FILES) {
            return problem(
                    "open files",
                    "A process may open %d, and RabbitMQ alone needs some hundreds. Raise it: ulimit -n %d"
                            .formatted(limit, MANY_FILES));
        }
        return limit < MANY_FILES
                ? note(
                        "open files",
                        "A process may open %d: enough for some hundred browsers. For more: ulimit -n 65536"
                                .formatted(limit))
                : ok("open files", "%d per process.".formatted(limit));
    }

    private static Finding clock(MachineFacts machine) {
        return machine.newest().isAfter(machine.now().plus(MOST_AHEAD))
                ? problem(
                        "clock",
                        "The clock says %s, but something here was written at %s. Upload addresses carry a time of expiry, and jobs their times: set the clock (NTP) first."
                                .formatted(machine.now(), machine.newest()))
                : ok(
                        "clock",
                        "%s, behind nothing that was written here."
                                .formatted(machine.now().truncatedTo(ChronoUnit.SECONDS)));
    }

    private static Finding loopback(@Nullable String trouble) {
        return trouble == null
                ? ok("loopback", "127.0.0.1 works, and localhost leads there.")
                : problem(
                        "loopback",
                        trouble
                                + " The private servers talk over loopback: bring the interface up, and let /etc/hosts have 127.0.0.1 localhost.");
    }
}
