package imece.local.drill.users;

import imece.client.ApiClient;
import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What people do to what they are known by, and to all that is theirs, while everything else goes on. */
public final class AccessChanges {
    /** Longer than an end may take to be felt everywhere. */
    private static final Duration LATE = Duration.ofSeconds(8);

    private static final long LOOK_MILLIS = 100;
    private static final int PROBED = 6;

    private final Doors doors;
    private final History history;
    private final Reception reception;
    private final User person;
    private final User program;
    private final ApiClient keeper;
    private final User mover;
    private final User leaver;
    private Reception.Key key;
    private boolean joined;
    private boolean movedIn;
    private int number;

    /**
     * Nothing is changed yet.
     *
     * @param person somebody with a session
     * @param program somebody with the key
     * @param keeper the session of whose key it is
     * @param mover a visitor who will get an account
     * @param leaver a visitor who will delete everything
     */
    AccessChanges(
            Doors doors,
            History history,
            Reception reception,
            User person,
            User program,
            ApiClient keeper,
            Reception.Key key,
            User mover,
            User leaver) {
        this.doors = doors;
        this.history = history;
        this.reception = reception;
        this.person = person;
        this.program = program;
        this.keeper = keeper;
        this.key = key;
        this.mover = mover;
        this.leaver = leaver;
    }

    /** Somebody signs in once more and ends the session of before, which goes on trying. */
    public void endSession() throws InterruptedException {
        UUID job = ownJob(person);
        ApiClient next = reception.stranger();
        reception.signIn(next, person.name());
        ApiClient old = person.credential().shown();
        try (Latecomer late = new Latecomer(named(person, "session"), old, job, doors, history)) {
            person.becomes(next);
            reception.surely(old, at -> at.request("/api/session").DELETE());
            late.goOn(LATE);
        }
    }

    /** A program gets another key, and the one of before is revoked and goes on trying. */
    public void renewKey() throws InterruptedException {
        UUID job = ownJob(program);
        Reception.Key next = reception.personsKey(keeper);
        Reception.Key old = key;
        ApiClient before = program.credential().shown();
        try (Latecomer late = new Latecomer(named(program, "key"), before, job, doors, history)) {
            program.becomes(reception.stranger().always("X-API-Key", next.secret()));
            key = next;
            reception.revoke(keeper, old);
            late.goOn(LATE);
        }
    }

    /**
     * Somebody who is known by a cookie only signs in and takes everything along, while jobs run.
     *
     * @param now is told when it begins
     */
    public void takeAlong(Runnable now) throws InterruptedException {
        if (movedIn) {
            whileNothingIsAsked(mover, () -> {
                reception.signOut(mover.credential().shown());
                movedIn = false;
                mover.forgetsAnswers();
                mover.startsAnew();
            });
        }
        ownJob(mover);
        now.run();
        moveIn();
    }

    private void moveIn() throws InterruptedException {
        whileNothingIsAsked(mover, () -> {
            ApiClient who = mover.credential().shown();
            if (joined) {
                reception.signIn(who, mover.name());
            } else {
                reception.join(who, mover.name());
                joined = true;
            }
            reception.takeAlong(who);
            movedIn = true;
            mover.startsAnew();
        });
    }

    /**
     * Somebody deletes everything, looks whether it is gone, and has it back after this time.
     *
     * @param now is told when it begins
     */
    public void deleteEverything(Duration length, Runnable now) throws InterruptedException {
        ownJob(leaver);
        whileNothingIsAsked(leaver, () -> {
            now.run();
            ApiClient who = leaver.credential().shown();
            List<UUID> jobs = leaver.jobs();
            List<UUID> some = List.copyOf(jobs.subList(Math.max(0, jobs.size() - PROBED), jobs.size()));
            Optional<String> undo = deleted(who, some.getLast());
            if (undo.isEmpty() || !isBack(who, some, length, undo.get())) {
                // The answer got lost, and with it the only way back: that is no promise.
                history.note(new Entry.Gone(System.currentTimeMillis(), leaver.name()));
                leaver.forgetsAll();
            }
            leaver.startsAnew();
        });
    }

    /** What is deleted is had back also if the storm ends meanwhile; whether that came to anything. */
    private boolean isBack(ApiClient who, List<UUID> some, Duration length, String undo) {
        boolean interrupted = looksFor(some, length);
        String body = Browser.JSON.writeValueAsString(Map.of("undo", undo));
        try {
            while (true) {
                try {
                    who.keep(reception.surely(who, at -> at.post("/api/undo", body)));
                    return has(who, some.getLast());
                } catch (InterruptedException stormOver) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How it can be undone; empty if it was deleted and nobody knows how. */
    private Optional<String> deleted(ApiClient who, UUID job) throws InterruptedException {
        while (true) {
            HttpRequest.Builder request =
                    doors.request(number++, "/api/me", who).DELETE();
            Optional<HttpResponse<String>> answer = doors.send(request, BodyHandlers.ofString());
            if (answer.isPresent() && answer.get().statusCode() == 200) {
                return Optional.of(
                        Browser.JSON.readTree(answer.get().body()).path("undo").stringValue());
            }
            if (!has(who, job)) {
                return Optional.empty();
            }
        }
    }

    private boolean has(ApiClient who, UUID job) throws InterruptedException {
        return reception.surely(who, at -> at.request("/api/jobs/" + job)).statusCode() == 200;
    }

    /** Whether somebody wanted this to end. What is deleted is had back all the same. */
    private boolean looksFor(List<UUID> some, Duration length) {
        try {
            long end = System.nanoTime() + length.toNanos();
            ApiClient who = leaver.credential().shown();
            do {
                for (UUID job : some) {
                    for (String path : List.of("/api/jobs/" + job, "/api/images/" + job)) {
                        doors.send(doors.request(number++, path, who), BodyHandlers.discarding())
                                .ifPresent(answer -> history.note(new Entry.Probed(
                                        System.currentTimeMillis(), leaver.name(), path, answer.statusCode())));
                    }
                }
                Thread.sleep(LOOK_MILLIS);
            } while (System.nanoTime() < end);
            return false;
        } catch (InterruptedException stormOver) {
            return true;
        }
    }

    /** After the storm: who was on the way arrives. */
    public void settle() throws InterruptedException {
        if (!movedIn) {
            moveIn();
        }
    }

    private interface Change {
        void make() throws InterruptedException;
    }

    private static void whileNothingIsAsked(User who, Change change) throws InterruptedException {
        while (true) {
            who.credential().lock().lockInterruptibly();
            try {
                if (who.isAnswered()) {
                    change.make();
                    return;
                }
            } finally {
                who.credential().lock().unlock();
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** The newest since it was known as it now is; waits until there is one. */
    private static UUID ownJob(User who) throws InterruptedException {
        while (who.jobsOfNow().isEmpty()) {
            Thread.sleep(LOOK_MILLIS);
        }
        return who.jobsOfNow().getLast();
    }

    private String named(User who, String kind) {
        return "%s %d of %s".formatted(kind, ++number, who.name());
    }
}
