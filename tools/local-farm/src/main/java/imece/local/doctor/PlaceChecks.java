package imece.local.doctor;

import static imece.local.doctor.Finding.note;
import static imece.local.doctor.Finding.ok;
import static imece.local.doctor.Finding.problem;

import imece.local.doctor.Facts.Port;
import imece.local.doctor.Facts.Room;
import java.util.List;
import java.util.stream.Stream;

/** Folders and ports. */
final class PlaceChecks {
    private PlaceChecks() {}

    static List<Finding> of(List<Room> rooms, List<Port> ports) {
        return Stream.concat(
                        rooms.stream().map(PlaceChecks::room), ports.stream().map(PlaceChecks::port))
                .toList();
    }

    private static Finding room(Room room) {
        String check = room.name() + " folder";
        if (room.trouble() != null) {
            return problem(
                    check,
                    "%s can't be written to (%s). Make it yours, or choose another one: --data for a farm, XDG_CACHE_HOME for the cache."
                            .formatted(room.folder(), room.trouble()));
        }
        if (room.free() < 0) {
            return note(check, "%s: the system does not tell how much room there is.".formatted(room.folder()));
        }
        String seen = "%s has %s free".formatted(room.folder(), Sizes.of(room.free()));
        if (room.free() < room.needed()) {
            return problem(check, seen + ", and at least %s is needed. Make room.".formatted(Sizes.of(room.needed())));
        }
        return room.free() < room.comfortable()
                ? note(check, seen + ". Pictures stay until somebody removes them: keep an eye on it.")
                : ok(check, seen + ".");
    }

    private static Finding port(Port port) {
        String check = "port " + port.number();
        if (port.ours()) {
            return ok(check, "In use by the farm in this data folder.");
        }
        return port.free()
                ? ok(check, "Free.")
                : problem(
                        check,
                        "In use by another program. End that, or choose another port: ./imece up --port OTHER (and ask again: ./imece doctor --port OTHER).");
    }
}
