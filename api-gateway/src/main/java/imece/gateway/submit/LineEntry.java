package imece.gateway.submit;

import imece.contract.RenderSpec;
import imece.gateway.GatewaySettings;
import imece.gateway.http.Problem;
import imece.gateway.http.Refusal;
import imece.gateway.job.Job;
import imece.gateway.job.Job.Origin;
import imece.gateway.job.JobState;
import imece.gateway.job.rows.JobTransaction;
import imece.gateway.job.rows.LineOpening;
import imece.gateway.job.rows.LineOpening.LineQuestion;
import imece.gateway.line.LineLength;
import imece.gateway.line.LinePositions;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.owner.Asker;
import imece.gateway.owner.OwnerAdmission;
import imece.gateway.owner.OwnerAdmission.AdmittedOwner;
import imece.gateway.picture.InitPictures;
import imece.gateway.submit.PictureRequestReader.PictureRequest;
import imece.gateway.submit.TurnPayers.ChargedAccount;
import imece.gateway.turn.TurnGrants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Puts new jobs into the line with their turns, inside the caller's transaction. */
@Component
public class LineEntry {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final InitPictures initPictures;
    private final LiveOffers offers;
    private final OwnerAdmission admission;
    private final TurnPayers payers;
    private final JobTurns turns;
    private final LineLength length;
    private final LinePositions positions;
    private final GatewaySettings settings;
    private final Clock clock;

    LineEntry(
            InitPictures initPictures,
            LiveOffers offers,
            OwnerAdmission admission,
            TurnPayers payers,
            JobTurns turns,
            LineLength length,
            LinePositions positions,
            GatewaySettings settings,
            Clock clock) {
        this.initPictures = initPictures;
        this.offers = offers;
        this.admission = admission;
        this.payers = payers;
        this.turns = turns;
        this.length = length;
        this.positions = positions;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Jobs that have joined.
     *
     * @param places of these jobs in the line
     */
    public record Joined(List<Job> jobs, Map<UUID, LinePosition> places) {
        public Joined {
            jobs = List.copyOf(jobs);
            places = Map.copyOf(places);
        }
    }

    /**
     * Where jobs come from that are about to join.
     *
     * @param ordinal of the first of them among those of the message
     */
    public record Source(
            UUID owner,
            @Nullable UUID conversation,
            @Nullable UUID message,
            int ordinal) {

        /** Without a chat. */
        static Source of(UUID owner) {
            return new Source(owner, null, null, 0);
        }

        private Origin origin(int number, Instant joinedAt) {
            return new Origin(owner, conversation, message, ordinal + number, joinedAt);
        }
    }

    /**
     * Adds one job per picture, in this order.
     *
     * @param asker who asks; the owner is that of {@code source}
     * @param wanted at least one picture; they differ in nothing but their seeds
     * @param traceparent W3C trace context of the request, or null
     * @param told a message that other tabs are to read again; null for none
     * @throws Refusal 422 if the picture to begin from is not the visitor's, 403 if the owner is
     *     forbidden to, 429 if it asks too fast, has used up its day, or has too many waiting jobs, or everybody together has
     * @throws imece.gateway.owner.OwnerMoved if everything of the owner is somebody else's now
     */
    public Joined join(
            JobTransaction tx,
            Asker asker,
            Source source,
            PictureRequest wanted,
            @Nullable String traceparent,
            @Nullable UUID told) {
        List<RenderSpec> specs = wanted.pictures();
        RenderSpec first = specs.getFirst();
        requireInitPicture(first, source.owner());
        String lane = offers.lane(first);
        AdmittedOwner admitted = admission.admit(asker.as(source.owner()), specs.size());
        ChargedAccount payer = payers.of(asker, admitted.owner());
        LineQuestion question = new LineQuestion(
                payer.account(), payer.address(), source.owner(), payer.key(), lane, wanted.turnClass(), specs.size());
        // A statement of its own: it is to see all of the owner's jobs that were committed until its row was locked.
        LineOpening line = tx.open(question);
        admission.requireRoom(admitted.limits(), line.waitingOfOwner(), specs.size());
        requireRoom(specs.size());
        TurnGrants granted = turns.granted(question, line, payer, first);
        List<Job> joined = new ArrayList<>(specs.size());
        for (int i = 0; i < specs.size(); i++) {
            joined.add(new Job(
                    UUID.randomUUID(),
                    source.origin(i, line.at()),
                    lane,
                    line.tickets().get(i),
                    granted.turns().get(i),
                    specs.get(i),
                    traceparent,
                    new Job.Counters(0, 1, 0, 0, 0),
                    null,
                    JobState.Queued.atOnce()));
        }
        tx.join(joined, question, granted.after());
        length.joined(joined.size());
        Map<UUID, LinePosition> places = positions.of(joined);
        tx.place(joined, numbers(places), told);
        admission.charge(asker, joined.stream().map(Job::id).toList());
        return new Joined(joined, places);
    }

    private static Map<UUID, Integer> numbers(Map<UUID, LinePosition> places) {
        return places.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, place -> place.getValue().position()));
    }

    private void requireInitPicture(RenderSpec spec, UUID owner) {
        UUID id = spec.initImageId();
        if (id != null && !initPictures.use(id, owner, clock.instant())) {
            admission.follow(owner);
            throw new Refusal(new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "unknown-init-image",
                    "There is no picture of yours to begin from under this id.",
                    List.of(new Problem.FieldError(
                            "initImageId",
                            "This is neither an upload of yours that is still kept, nor a finished job of yours.",
                            "an id that POST /api/uploads has answered with, or that of a job with a picture")),
                    null));
        }
    }

    private void requireRoom(int more) {
        int most = settings.maxWaiting();
        if (!length.hasRoom(most, more)) {
            throw Refusal.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-waiting",
                    "The farm has too many waiting jobs for these to be added: at most " + most + " may wait.",
                    PATIENCE);
        }
    }
}
