package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.client.ApiClient;
import imece.contract.Failure;
import imece.contract.LiveEvent;
import imece.contract.LiveEvent.Phase;
import imece.contract.RenderJob;
import imece.contract.RunKey;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.Picture;
import imece.contract.StatusEvent.ReleaseReason;
import imece.contract.Topology;
import imece.contract.Wire;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** One run of a {@link FakeWorker}: it says only what the test tells it to. */
final class FakeRun {
    private final FakeWorker worker;
    private final RenderJob job;
    private final long tag;
    private final UUID runId;
    private final AtomicLong seq = new AtomicLong();

    FakeRun(FakeWorker worker, RenderJob job, long tag, UUID runId) {
        this.worker = worker;
        this.job = job;
        this.tag = tag;
        this.runId = runId;
    }

    /** The job's id. */
    String id() {
        return job.jobId().toString();
    }

    RenderJob job() {
        return job;
    }

    long tag() {
        return tag;
    }

    RunKey key() {
        return new RunKey(job.jobId(), job.epoch(), 0, runId);
    }

    FakeRun start() {
        return say(new StatusEvent.Started(key(), seq.incrementAndGet(), worker.slot(), Instant.now()));
    }

    FakeRun progress(int percent) {
        int steps = job.spec().steps();
        worker.amqp()
                .publish(
                        Topology.LIVE,
                        "",
                        new LiveEvent.Progress(
                                key(),
                                seq.incrementAndGet(),
                                worker.slot(),
                                Phase.DENOISING,
                                percent,
                                steps * percent / 100,
                                steps));
        return this;
    }

    void preview(byte[] jpeg) {
        Map<String, Object> headers = Map.of(
                Topology.HEADER_JOB, id(),
                Topology.HEADER_RUN, runId.toString(),
                Topology.HEADER_SEQ, seq.incrementAndGet());
        worker.amqp().publish(Topology.LIVE, "", headers, Topology.JPEG, jpeg);
    }

    /** Uploads the picture, says so and is over. */
    void complete() {
        byte[] picture = picture();
        assertThat(upload(picture)).isEqualTo(201);
        claim(Pictures.sha256(picture), picture.length);
    }

    /** Uploads its picture and says nothing. */
    FakeRun upload() {
        assertThat(upload(picture())).isEqualTo(201);
        return this;
    }

    /** Says that it has uploaded a picture of this sum and size, true or not, and is over. */
    void claim(String sha256, long bytes) {
        say(new StatusEvent.Completed(
                key(),
                seq.incrementAndGet(),
                worker.slot(),
                Instant.now(),
                new Picture(sha256, bytes, job.spec().width(), job.spec().height()),
                5));
        worker.over(this);
    }

    /** The picture that it makes. */
    byte[] picture() {
        return Pictures.png(job.spec().width(), job.spec().height());
    }

    void fail(String code, String message, boolean retryable) {
        say(new StatusEvent.Failed(
                key(), seq.incrementAndGet(), worker.slot(), Instant.now(), new Failure(code, message, retryable)));
        worker.over(this);
    }

    /** Fails with this text, written as JSON: also what no Java text would send. */
    void failSaying(String messageAsJson) {
        byte[] event = Wire.write(new StatusEvent.Failed(
                key(), seq.incrementAndGet(), worker.slot(), Instant.now(), new Failure("engine", "SAID", false)));
        String said = new String(event, StandardCharsets.UTF_8).replace("\"SAID\"", messageAsJson);
        worker.amqp().publish(Topology.STATUS, "", Map.of(), Topology.JSON, said.getBytes(StandardCharsets.UTF_8));
        worker.over(this);
    }

    void release(ReleaseReason reason) {
        say(new StatusEvent.Released(key(), seq.incrementAndGet(), worker.slot(), Instant.now(), reason));
        worker.over(this);
    }

    /** Acknowledges the message without a word, as after an order to drop it. */
    void drop() {
        worker.over(this);
    }

    /** Where this run puts its picture. */
    URI uploadUrl() {
        return URI.create(job.uploadUrls().getFirst().replace(RenderJob.RUN_PLACEHOLDER, runId.toString()));
    }

    private int upload(byte[] picture) {
        try {
            HttpRequest.Builder put = HttpRequest.newBuilder(uploadUrl())
                    .timeout(Duration.ofSeconds(20))
                    .header("Content-Type", "image/png")
                    .PUT(BodyPublishers.ofByteArray(picture));
            return ApiClient.send(put, BodyHandlers.discarding()).statusCode();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private FakeRun say(StatusEvent event) {
        worker.amqp().report(Topology.STATUS, event);
        return this;
    }
}
