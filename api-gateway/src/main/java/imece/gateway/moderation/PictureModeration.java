package imece.gateway.moderation;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.StatusEvent;
import imece.gateway.ModerationSettings;
import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.job.Job;
import imece.gateway.job.rows.JobLog;
import imece.gateway.job.rows.Jobs;
import imece.gateway.moderation.HookAnswer.HookWord;
import imece.gateway.picture.PictureBlur;
import imece.gateway.picture.PictureStore;
import imece.gateway.picture.PictureStore.RunFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks what becomes of pictures that lie in the store. Each question has a thread of its own, which holds no connection while it
 * waits; who wants the verdict looks for it now and then and is never kept waiting. What this gateway knows is lost with it: the
 * jobs are drawn again then.
 */
@Component
class PictureModeration implements PictureVerdicts, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(PictureModeration.class);
    private static final int AT_ONCE = 32;
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(500);
    private static final PictureVerdict PENDING = new PictureVerdict.Pending();
    private static final String LINE = "\r\n";

    private final ModerationSettings settings;
    private final Jobs jobs;
    private final PictureStore store;
    private final PictureBlur blur;
    private final JsonMapper json;
    private final @Nullable ModerationHook hook;
    private final MonotonicClock clock;
    private final AuditLog audit;
    private final Map<UUID, PictureVerdict> verdicts = new ConcurrentHashMap<>();

    PictureModeration(
            ModerationSettings settings,
            Jobs jobs,
            PictureStore store,
            PictureBlur blur,
            JsonMapper json,
            MonotonicClock clock,
            AuditLog audit,
            MeterRegistry meters) {
        this.settings = settings;
        this.jobs = jobs;
        this.store = store;
        this.blur = blur;
        this.json = json;
        this.clock = clock;
        this.audit = audit;
        this.hook = ModerationHook.ifOn(
                "picture", Set.of(HookWord.ALLOW, HookWord.BLUR, HookWord.WITHHOLD), AT_ONCE, settings, json, meters);
    }

    @Override
    public Optional<PictureVerdict> known(UUID run) {
        return Optional.ofNullable(verdicts.get(run));
    }

    @Override
    public PictureVerdict judge(StatusEvent.Completed event) {
        ModerationHook asked = hook;
        if (asked == null) {
            return new PictureVerdict.NotAsked();
        }
        UUID run = event.run().runId();
        PictureVerdict known = verdicts.putIfAbsent(run, PENDING);
        if (known == null) {
            Thread.ofVirtual().name("moderation-of-" + run).start(() -> settle(event, asked));
            return PENDING;
        }
        return known;
    }

    @Override
    public void writeDown(UUID job, UUID run) {
        known(run)
                .ifPresent(verdict -> audit.write(
                        AuditAct.PICTURE_JUDGED,
                        AuditSubject.job(job),
                        Map.of("verdict", verdict.word(), "run", run.toString())));
    }

    @Override
    public void over(UUID run) {
        verdicts.remove(run);
    }

    private void settle(StatusEvent.Completed event, ModerationHook asked) {
        PictureVerdict verdict;
        try {
            verdict = verdict(event, asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            verdict = new PictureVerdict.Withheld(null, true);
        } catch (RuntimeException e) {
            JobLog.about(LOG.atWarn(), event.run().jobId())
                    .setCause(e)
                    .log("Nobody could be asked about its picture, so it is withheld.");
            verdict = new PictureVerdict.Withheld(null, true);
        }
        PictureVerdict now = verdict;
        verdicts.computeIfPresent(event.run().runId(), (run, before) -> now);
    }

    private PictureVerdict verdict(StatusEvent.Completed event, ModerationHook asked) throws InterruptedException {
        Moment begun = clock.now();
        RunFile run = new RunFile(
                event.run().jobId(), event.run().epoch(), event.run().runId());
        while (true) {
            Duration left = settings.pictureTimeout().minus(begun.until(clock.now()));
            if (left.compareTo(BEFORE_ANOTHER_TRY) < 0) {
                return new PictureVerdict.Withheld(null, true);
            }
            Optional<HookAnswer> said = ask(event, run, asked, left);
            if (said.isPresent()) {
                return carriedOut(said.get(), run);
            }
            // It may be started again just now: a picture that was made is worth another question.
            Thread.sleep(BEFORE_ANOTHER_TRY);
        }
    }

    private Optional<HookAnswer> ask(StatusEvent.Completed event, RunFile run, ModerationHook asked, Duration left) {
        Optional<Job> job = jobs.find(run.job())
                .filter(found -> !found.status().terminal() && found.counters().epoch() == run.epoch());
        if (job.isEmpty()) {
            // It is nobody's any more: whoever stores the event passes it over.
            return Optional.of(new HookAnswer(HookWord.ALLOW, null));
        }
        Path file = store.find(run).orElseThrow();
        String boundary = "imece-" + UUID.randomUUID();
        return asked.ask(
                () -> body(job.get(), event.picture(), file, boundary),
                "multipart/form-data; boundary=" + boundary,
                left);
    }

    private PictureVerdict carriedOut(HookAnswer answer, RunFile run) {
        return switch (answer.word()) {
            case ALLOW -> new PictureVerdict.Allowed();
            case REFUSE, WITHHOLD -> new PictureVerdict.Withheld(answer.sentence(), false);
            case BLUR -> {
                try {
                    yield new PictureVerdict.Blurred(blur.blur(run));
                } catch (IOException | RuntimeException e) {
                    JobLog.about(LOG.atWarn(), run.job())
                            .log("Its picture was to be blurred and cannot be, so it is withheld: {}", e.toString());
                    yield new PictureVerdict.Withheld(answer.sentence(), false);
                }
            }
        };
    }

    /** The question as a form of two parts: what it is about as JSON, and the picture as a file, read while it is sent. */
    private BodyPublisher body(Job job, StatusEvent.Picture picture, Path file, String boundary) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("what", "picture");
        about.put("job", job.id());
        about.put("owner", job.origin().owner());
        about.put("prompt", job.spec().prompt());
        about.put("width", picture.width());
        about.put("height", picture.height());
        about.put("spec", job.spec());
        String first = "--" + boundary + LINE + "Content-Disposition: form-data; name=\"about\"" + LINE
                + "Content-Type: application/json" + LINE + LINE + json.writeValueAsString(about) + LINE + "--"
                + boundary
                + LINE + "Content-Disposition: form-data; name=\"picture\"; filename=\"picture\"" + LINE
                + "Content-Type: application/octet-stream" + LINE + LINE;
        try {
            return BodyPublishers.concat(
                    BodyPublishers.ofString(first),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString(LINE + "--" + boundary + "--" + LINE));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void destroy() {
        if (hook != null) {
            hook.close();
        }
    }
}
