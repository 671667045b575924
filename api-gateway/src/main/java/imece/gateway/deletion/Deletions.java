package imece.gateway.deletion;

import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.chat.Conversations;
import imece.gateway.chat.Conversations.ConversationsChanged;
import imece.gateway.deletion.DeletionRows.Deletion;
import imece.gateway.deletion.DeletionRows.DeletionKind;
import imece.gateway.http.Refusal;
import imece.gateway.job.Job;
import imece.gateway.job.rows.CommitAnnouncer;
import imece.gateway.job.rows.DeletedJobs;
import imece.gateway.job.rows.JobTransaction;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.job.rows.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Hides what its owner wants gone, everywhere and at once, and brings it back within a minute. {@link DeletionPurge} does what
 * then remains. Kept answers first, then as everybody locks: conversations, jobs, messages.
 */
@Component
class Deletions {

    /** How long a deletion can be undone. */
    static final Duration UNDO = Duration.ofSeconds(60);

    private static final int AT_ONCE = 500;
    private static final int TRIES = 3;

    private final JobWriter writer;
    private final Jobs all;
    private final DeletedJobs jobs;
    private final DeletionRows rows;
    private final EndedOwners ended;
    private final Conversations conversations;
    private final CommitAnnouncer announcer;
    private final AuditLog audit;

    Deletions(
            JobWriter writer,
            Jobs all,
            DeletedJobs jobs,
            DeletionRows rows,
            EndedOwners ended,
            Conversations conversations,
            CommitAnnouncer announcer,
            AuditLog audit) {
        this.writer = writer;
        this.all = all;
        this.jobs = jobs;
        this.rows = rows;
        this.ended = ended;
        this.conversations = conversations;
        this.announcer = announcer;
        this.audit = audit;
    }

    /**
     * A deletion that was made.
     *
     * @param until when it can be undone
     */
    record MadeDeletion(UUID id, Instant until) {}

    /**
     * Deletes the picture of a job; the job keeps its prompt and its seed.
     *
     * @throws Refusal 404 if the owner has no such picture
     */
    MadeDeletion picture(UUID job, UUID owner) {
        return made(owner, DeletionKind.IMAGE, "picture", (tx, id) -> jobs.hidePicture(tx, job, owner, id));
    }

    /**
     * Deletes a job with its picture and prompt. A live one is cancelled.
     *
     * @throws Refusal 404 if the owner has no such job
     */
    MadeDeletion job(UUID job, UUID owner) {
        MadeDeletion made = made(owner, DeletionKind.JOB, "job", (tx, id) -> {
            Job seen = all.findOwned(job, owner).orElseThrow(() -> Refusal.notFound("job"));
            rows.hideAnswers(List.of(job), owner, id);
            UUID chat = seen.origin().conversationId();
            if (chat != null) {
                conversations.dropTitleOf(chat, seen.spec().prompt());
            }
            return !jobs.forget(tx, List.of(job), owner, id).isEmpty();
        });
        announcer.committed(new ConversationsChanged(owner));
        return made;
    }

    /**
     * Deletes a conversation with its jobs and pictures.
     *
     * @throws Refusal 404 if the owner has no such conversation
     */
    MadeDeletion conversation(UUID conversation, UUID owner) {
        MadeDeletion made = made(owner, DeletionKind.CONVERSATION, "conversation", (tx, id) -> {
            if (!conversations.lock(conversation, owner)) {
                return false;
            }
            List<UUID> theirs = tx.lockOfConversation(conversation);
            if (!theirs.isEmpty()) {
                rows.hideAnswers(theirs, owner, id);
                jobs.forget(tx, theirs, owner, id);
            }
            rows.hideConversation(conversation, id);
            return true;
        });
        announcer.committed(new ConversationsChanged(owner));
        return made;
    }

    /**
     * Deletes an upload.
     *
     * @throws Refusal 404 if the owner has no such upload
     */
    MadeDeletion upload(UUID upload, UUID owner) {
        return made(owner, DeletionKind.UPLOAD, "upload", (tx, id) -> rows.hideUpload(upload, owner, id));
    }

    /**
     * Deletes all that belongs to this owner, jobs a part at a time. If the gateway dies in between, the rest of an owner that ends is
     * hidden before it is purged; others ask again.
     *
     * @param ends whether the owner ends with it: nothing is added to it any more, and nobody comes as it
     * @throws Refusal 401 if it has ended already, or everything of it is an account's now
     */
    MadeDeletion everything(UUID owner, boolean ends) {
        Deletion deletion = new Deletion(UUID.randomUUID(), owner, DeletionKind.EVERYTHING);
        crossed(() -> writer.transaction(tx -> {
            rows.add(deletion, UNDO);
            rows.hideEverything(owner, deletion.id());
            if (ends) {
                ended.end(deletion);
                // Whoever was about to add something has done so before the row was locked.
                rows.hideEverything(owner, deletion.id());
            }
            audit.write(
                    AuditAct.EVERYTHING_DELETED,
                    AuditSubject.owner(owner),
                    Map.of("deletion", deletion.id().toString()));
            return deletion;
        }));
        boolean again = true;
        while (again) {
            again = crossed(() -> writer.transaction(tx -> forgotSome(tx, deletion)));
        }
        announcer.committed(new ConversationsChanged(owner));
        return new MadeDeletion(deletion.id(), rows.add(deletion, UNDO));
    }

    /** Forgets some jobs of a deletion of everything; false if there are no more. */
    boolean forgotSome(JobTransaction tx, Deletion deletion) {
        List<UUID> some = jobs.someOf(deletion.owner(), AT_ONCE);
        return !some.isEmpty()
                && !jobs.forget(tx, some, deletion.owner(), deletion.id()).isEmpty();
    }

    /** Others who lock the same rows in another order have gone through by the next try. */
    private static <T> T crossed(Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (PessimisticLockingFailureException crossed) {
                if (tries == TRIES) {
                    throw crossed;
                }
            }
        }
    }

    /**
     * Brings back what a deletion hides.
     *
     * @return what that was, and whose
     * @throws Refusal 410 if it is too late
     */
    Deletion undo(UUID id) {
        Deletion undone = writer.transaction(tx -> {
            Deletion found = rows.takeBack(id).orElseThrow(DeletionRefusals::tooLate);
            rows.bringBack(id);
            if (found.what() == DeletionKind.EVERYTHING) {
                audit.write(
                        AuditAct.EVERYTHING_BROUGHT_BACK,
                        AuditSubject.owner(found.owner()),
                        Map.of("deletion", id.toString()));
            }
            if (found.what() == DeletionKind.JOB) {
                jobs.hiddenBy(id).forEach(this::restoreTitle);
            }
            jobs.bringBack(tx, id);
            ended.bringBack(id);
            return found;
        });
        announcer.committed(new ConversationsChanged(undone.owner()));
        return undone;
    }

    private void restoreTitle(Job job) {
        UUID chat = job.origin().conversationId();
        if (chat != null) {
            conversations.restoreTitleOf(chat, job.spec().prompt());
        }
    }

    private MadeDeletion made(UUID owner, DeletionKind what, String name, HidingStep hiding) {
        Deletion deletion = new Deletion(UUID.randomUUID(), owner, what);
        return writer.transaction(tx -> {
            if (!hiding.hidden(tx, deletion.id())) {
                throw Refusal.notFound(name);
            }
            return new MadeDeletion(deletion.id(), rows.add(deletion, UNDO));
        });
    }

    /** Hides something under this deletion, and says whether it was there. */
    private interface HidingStep {
        boolean hidden(JobTransaction tx, UUID deletion);
    }
}
