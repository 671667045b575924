package imece.local.farm;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Brings the members' logs to the console while the farm runs. PostgreSQL and RabbitMQ are heard only when they complain. */
final class LogRelay implements AutoCloseable {
    private static final Pattern COMPLAINT =
            Pattern.compile("\\[(warning|error|critical)]|\\b(WARNING|ERROR|FATAL|PANIC):");

    /** What they say at every start, and what means nothing to anybody. */
    private static final Pattern USUAL =
            Pattern.compile("the database system is|rebuilding indices from scratch|the database system was shut down");

    private record Followed(LogFile file, LogTail tail) {}

    private final FarmFolder folder;
    private final Console console;
    private final Thread thread;
    private boolean troubled;
    private final List<Followed> all = new CopyOnWriteArrayList<>();

    LogRelay(FarmFolder folder, Console console) {
        this.folder = folder;
        this.console = console;
        this.thread = Thread.ofPlatform().name("logs").daemon().unstarted(this::relay);
        thread.start();
    }

    void follow(Member member) {
        String name = member.name();
        boolean server = member instanceof ServerMember;
        LogTail tail = new LogTail(folder.log(name), line -> {
            if (server ? isComplaint(line) : !line.isBlank()) {
                console.relay(name, line);
            }
        });
        all.add(new Followed(new LogFile(folder.log(name)), tail));
    }

    private static boolean isComplaint(String line) {
        return COMPLAINT.matcher(line).find() && !USUAL.matcher(line).find();
    }

    private void relay() {
        try {
            while (true) {
                for (Followed one : all) {
                    one.tail().catchUp();
                    bound(one.file());
                }
                Thread.sleep(200);
            }
        } catch (InterruptedException over) {
            all.forEach(one -> one.tail().catchUp());
        }
    }

    private void bound(LogFile file) {
        try {
            file.bound();
            troubled = false;
        } catch (IOException diskTrouble) {
            if (!troubled) {
                console.say("A log can't be kept short, and is tried again: " + diskTrouble.getMessage());
            }
            troubled = true;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
