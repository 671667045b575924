package imece.local.drill.storm;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The kinds of faults that a drill makes. */
public enum Fault {
    /** A worker is killed (-9), wherever it is in its code. */
    WORKER_KILLED,
    /** A worker stands still (SIGSTOP) and goes on later. */
    WORKER_FROZEN,
    /** A gateway is killed. */
    GATEWAY_KILLED,
    /** A gateway stands still and goes on later. */
    GATEWAY_FROZEN,
    /** The gateway that dispatches stands still for longer than its lead lasts, and goes on later. */
    LEADER_FROZEN,
    /** A worker or a gateway is killed at a named point of its code. */
    KILLED_AT,
    /** A worker or a gateway stands still at a named point of its code, and goes on later. */
    FROZEN_AT,
    /** RabbitMQ closes one connection. */
    CONNECTION_CLOSED,
    /** RabbitMQ loses one channel of a connection. */
    CHANNEL_CLOSED,
    /** The network between one process and RabbitMQ is torn: both ends notice. */
    BROKER_CUT,
    /** The same network swallows everything: nobody notices. */
    BROKER_DEAD,
    /** The same network is slow. */
    BROKER_SLOW,
    /** The same network lets through what the process says, but no answer: messages arrive and their confirms get lost. */
    CONFIRMS_LOST,
    /** The network between a gateway and PostgreSQL is torn. */
    DATABASE_CUT,
    /** The same network swallows everything. */
    DATABASE_DEAD,
    /** The same network is slow. */
    DATABASE_SLOW,
    /** The network in front of a gateway is torn, for people and for workers with pictures. */
    DOOR_CUT,
    /** The same network swallows everything. */
    DOOR_DEAD,
    /** The same network is slow. */
    DOOR_SLOW,
    /** For a while every event of a run comes again, later and in another order. */
    EVENTS_AGAIN,
    /** For a while events of runs reach the ingest late, and later ones before earlier ones. */
    EVENTS_REORDERED,
    /** RabbitMQ is stopped and started. */
    BROKER_STOPPED,
    /** RabbitMQ is killed and started. */
    BROKER_KILLED,
    /** RabbitMQ is killed, loses all that it had, and is started. */
    BROKER_WIPED,
    /** PostgreSQL is stopped (fast) and started. */
    DATABASE_STOPPED,
    /** PostgreSQL is stopped at once, without a checkpoint, and started. */
    DATABASE_CRASHED,
    /** The disk of the pictures is full. */
    DISK_FULL,
    /** An engine fails for good. */
    ENGINE_FAILS,
    /** An engine stalls until it is stopped. */
    ENGINE_STALLS,
    /** An engine runs out of memory each time. */
    ENGINE_OUT_OF_MEMORY,
    /** An engine takes its whole process with it each time. */
    ENGINE_KILLS,
    /** An operator lets a lane or the farm pause, with a sentence for those who wait, and lets it go on. */
    LINE_PAUSED,
    /** Somebody ends the session that they act in, and goes on in another one. */
    SESSION_ENDED,
    /** A program's key is revoked, and it goes on with another one. */
    KEY_RENEWED,
    /** A visitor signs in and takes everything along. */
    TAKEN_ALONG,
    /** Somebody deletes everything, and has it back. */
    EVERYTHING_DELETED,
    /** A node with a worker is shut out of the broker, and let in again with another password. */
    NODE_RENEWED,
    /** Strangers send hundreds of requests a byte at a time. */
    BODIES_TRICKLED,
    /** A stranger opens thousands of WebSockets. */
    SOCKETS_OPENED,
    /** Strangers submit and throw away every cookie. */
    COOKIES_THROWN_AWAY,
    /** Strangers upload pictures that are expensive to decode. */
    PICTURES_BOMBED,
    /** A page under a name of its own calls a gateway. */
    HOSTS_MADE_UP,
    /** Somebody at the broker publishes messages that are too large and cannot be read. */
    MESSAGES_TOO_LARGE,
    /** Somebody at the broker is thousands of workers. */
    HEARTBEATS_FORGED,
    /** Somebody at the broker deletes bindings and exchanges. */
    TOPOLOGY_DELETED;

    private static final Set<Fault> BY_STRANGERS = EnumSet.range(BODIES_TRICKLED, TOPOLOGY_DELETED);
    private static final Set<Fault> OF_ACCESS = EnumSet.range(SESSION_ENDED, NODE_RENEWED);

    /** What the farm's own people and operators do to what somebody is known by, and to all that is theirs. */
    public static List<Fault> ofAccess() {
        return List.copyOf(OF_ACCESS);
    }

    /** Those that machines and networks have, and what the farm's own people do meanwhile. */
    public static List<Fault> ofMachines() {
        return List.copyOf(EnumSet.complementOf(EnumSet.copyOf(BY_STRANGERS)));
    }

    /** Those that people do on purpose. */
    public static List<Fault> ofStrangers() {
        return List.copyOf(BY_STRANGERS);
    }

    /** Whether people do it on purpose, while all machines are well. */
    public boolean byStrangers() {
        return BY_STRANGERS.contains(this);
    }

    /** As it is written on the command line: {@code worker-killed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of this name. */
    public static Optional<Fault> of(String word) {
        return Arrays.stream(values())
                .filter(fault -> fault.word().equals(word))
                .findFirst();
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Fault::word).toList();
    }
}
