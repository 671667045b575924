package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.identity.Signatures;
import imece.picture.samples.SamplePng;
import imece.picture.samples.SamplePng.Colours;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where workers put pictures: signed, create-only, and nothing but whole pictures. */
@ExtendWith(SharedGateway.class)
class UploadsIT {
    private static final byte[] PICTURE = Pictures.png(64, 64);

    private final GatewayUnderTest gateway;
    private final Browser worker;

    UploadsIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.worker = gateway.newcomer();
    }

    @Test
    void aPictureIsCreatedOnceTheSameAgainIsFineAndAnotherIsRefused() {
        String address = address(UUID.randomUUID(), 1_000_000, soon());

        put(address, PICTURE, "image/png").expect(201);
        put(address, PICTURE, "image/png").expect(200);
        put(address, Pictures.png(64, 72), "image/png").refused(409, "picture-exists");
        put(address(UUID.randomUUID(), 1_000_000, soon()), Pictures.jpeg(64, 64), "image/jpeg")
                .expect(201);
    }

    @Test
    void whatTheGatewayDidNotSignIs403() {
        UUID job = UUID.randomUUID();
        String address = address(job, 1_000_000, soon());

        for (String forged : List.of(
                address.replaceAll("signature=.*", "signature=" + "0".repeat(64)),
                address.replaceAll("&signature=.*", ""),
                address.replace("max=1000000", "max=9999999"),
                address.replace("/1/", "/2/"),
                address.replace(job.toString(), UUID.randomUUID().toString()),
                address.replaceAll("expires=\\d+", "expires=99999999999"),
                address.replaceAll("expires=\\d+", "expires=never"),
                address.replaceAll("\\?.*", ""))) {
            put(forged, PICTURE, "image/png").refused(403, "bad-signature");
        }
        assertThat(stored(job)).isEmpty();
    }

    @Test
    void anExpiredAddressIs410() {
        put(address(UUID.randomUUID(), 1_000_000, Instant.now().getEpochSecond() - 1), PICTURE, "image/png")
                .refused(410, "upload-expired");
    }

    @Test
    void whatIsNoWholePictureIs415() {
        byte[] bomb = withSize(PICTURE, 60_000, 60_000);
        byte[] flipped = PICTURE.clone();
        flipped[PICTURE.length / 2] ^= 1;
        UUID job = UUID.randomUUID();
        for (byte[] none : List.of(
                new byte[0],
                "<html></html>".getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOf(PICTURE, PICTURE.length - 5),
                bomb,
                flipped,
                Pictures.jpeg(64, 64))) {
            put(address(job, 1_000_000, soon()), none, "image/png").refused(415, "no-picture");
        }
        put(address(job, 1_000_000, soon()), PICTURE, "text/plain").refused(415, "no-picture");
        assertThat(stored(job)).isEmpty();
    }

    @Test
    void bytesBehindThePicturesEndCostNoJobItsPicture() {
        Browser owner = gateway.newcomer();
        try (FakeWorker old = FakeWorker.start(gateway)) {
            String job = owner.submitted("drawn by a worker that leaves the tail");
            FakeRun run = old.take().start();
            byte[] longer = Arrays.copyOf(run.picture(), run.picture().length + 1_000);
            put(path(run), longer, "image/png").expect(201);
            run.claim(Pictures.sha256(longer), longer.length);
            Within.bounds().until(() -> owner.status(job).equals("complete"));
            assertThat(owner.get("/api/images/" + job).expect(200).bytes()).isEqualTo(longer);
        }
    }

    @Test
    void aPictureMeasuresWhatItsJobAskedFor() {
        byte[] bomb =
                SamplePng.oneColour(4_000, 4_096, Colours.RGBA, 16, false, (byte) 1, (byte) 2, (byte) 3, (byte) 255);
        Browser owner = gateway.newcomer();
        try (FakeWorker stranger = FakeWorker.start(gateway)) {
            String job = owner.submitted("a small picture");
            FakeRun run = stranger.take().start();
            put(path(run), bomb, "image/png").refused(415, "wrong-size");
            put(path(run), Pictures.png(64, 72), "image/png").refused(415, "wrong-size");
            put(path(run).replace("size=64x64", "size=4000x4096"), bomb, "image/png")
                    .refused(403, "bad-signature");
            run.complete();
            Within.bounds().until(() -> owner.status(job).equals("complete"));
            owner.get("/api/images/" + job + "?w=1024").expect(200);
        }
    }

    @Test
    void aPictureThatIsNotOfTheSizeThatItsWorkerNamesProvesNothing() {
        byte[] bomb =
                SamplePng.oneColour(4_000, 4_096, Colours.RGBA, 16, false, (byte) 1, (byte) 2, (byte) 3, (byte) 255);
        Browser owner = gateway.newcomer();
        try (FakeWorker stranger = FakeWorker.start(gateway)) {
            String job = owner.submitted("put at an address of the last release");
            FakeRun run = stranger.take().start();
            put(path(run).replaceAll("&size=[^&]*&sized=[^&]*", ""), bomb, "image/png")
                    .expect(201);
            run.claim(Pictures.sha256(bomb), bomb.length);
            stranger.take().start().complete();
            Within.bounds().until(() -> owner.status(job).equals("complete"));
            owner.get("/api/images/" + job + "?w=1024").expect(200);
        }
    }

    private static String path(FakeRun run) {
        return run.uploadUrl().getRawPath() + "?" + run.uploadUrl().getRawQuery();
    }

    @Test
    void whatIsLargerThanSignedIs413AlsoInChunks() {
        UUID job = UUID.randomUUID();
        String address = address(job, PICTURE.length - 1L, soon());

        put(address, PICTURE, "image/png").refused(413, "");
        worker.send(
                        "PUT",
                        address,
                        BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(PICTURE)),
                        "Content-Type",
                        "image/png")
                .refused(413, "");
        assertThat(stored(job)).isEmpty();
        put(address(job, PICTURE.length, soon()), PICTURE, "image/png").expect(201);
    }

    @Test
    void pathTricksReachNoFile() {
        String good = address(UUID.randomUUID(), 1_000_000, soon());
        String query = good.substring(good.indexOf('?'));

        for (String path : List.of(
                "/api/uploads/..%2f..%2fx/1/" + UUID.randomUUID(),
                "/api/uploads/%2e%2e/1/x",
                "/api/uploads/" + UUID.randomUUID() + "/..%5c/" + UUID.randomUUID(),
                "/api/uploads/" + UUID.randomUUID() + "/-1/" + UUID.randomUUID(),
                "/api/uploads/" + UUID.randomUUID() + "/1/" + UUID.randomUUID() + ".png",
                "/api/uploads/" + UUID.randomUUID() + "/1/%00",
                "/api/uploads/" + UUID.randomUUID() + "/99999999999999999999/" + UUID.randomUUID())) {
            assertThat(put(path + query, PICTURE, "image/png")
                            .refused(0 + statusOf(path, query), "")
                            .status())
                    .isBetween(400, 404);
        }
    }

    @Test
    void aBrokenOffUploadLeavesNothing() throws IOException {
        UUID job = UUID.randomUUID();
        String address = address(job, 1_000_000, soon());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                OutputStream out = socket.getOutputStream()) {
            out.write(("PUT " + address + " HTTP/1.1\r\nHost: 127.0.0.1:" + gateway.port()
                            + "\r\nContent-Type: image/png\r\nContent-Length: " + PICTURE.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(PICTURE, 0, PICTURE.length / 2);
            out.flush();
        }

        Within.bounds().untilAsserted(() -> assertThat(drafts()).isEmpty());
        assertThat(stored(job)).isEmpty();
        put(address, PICTURE, "image/png").expect(201);
    }

    private int statusOf(String path, String query) {
        return put(path + query, PICTURE, "image/png").status();
    }

    private String address(UUID job, long max, long expires) {
        String signature = Signatures.of(gateway.key()).sign("upload", job + "\n1\n" + max + "\n" + expires);
        return "/api/uploads/" + job + "/1/" + UUID.randomUUID() + "?expires=" + expires + "&max=" + max + "&signature="
                + signature;
    }

    private Answer put(String address, byte[] body, String type) {
        return worker.send(
                "PUT", URI.create(address).toString(), BodyPublishers.ofByteArray(body), "Content-Type", type);
    }

    private List<Path> stored(UUID job) {
        return files().stream()
                .filter(file -> file.toString().contains(job.toString()))
                .toList();
    }

    /** Files of no job: what is only half here. */
    private List<Path> drafts() {
        return files().stream()
                .filter(file -> file.startsWith(gateway.pictures().resolve(".drafts")))
                .toList();
    }

    private List<Path> files() {
        if (!Files.exists(gateway.pictures())) {
            return List.of();
        }
        try (var all = Files.walk(gateway.pictures())) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long soon() {
        return Instant.now().getEpochSecond() + 60;
    }

    /** The same PNG that claims other sides, with the right checksum: a bomb where pixels are unpacked. */
    static byte[] withSize(byte[] png, int width, int height) {
        byte[] bomb = png.clone();
        ByteBuffer.wrap(bomb).putInt(16, width).putInt(20, height);
        CRC32 sum = new CRC32();
        sum.update(bomb, 12, 17);
        ByteBuffer.wrap(bomb).putInt(29, (int) sum.getValue());
        return bomb;
    }
}
