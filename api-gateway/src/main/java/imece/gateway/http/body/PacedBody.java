package imece.gateway.http.body;

import imece.gateway.http.Refusal;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A body that is read for as long as it comes fast enough. Reading one that does not ends with a {@link Refusal} of 408. */
final class PacedBody extends ServletInputStream {

    private static final int DEEPEST_CAUSE = 20;

    private final ServletInputStream body;
    private final BodyPace pace;
    private final LongSupplier nanoTime;
    private long bytes;
    /** What whoever reads does in between, such as writing to a disk, is not the client's time. */
    private long waited;

    private boolean tooSlow;

    PacedBody(ServletInputStream body, BodyPace pace, LongSupplier nanoTime) {
        this.body = body;
        this.pace = pace;
        this.nanoTime = nanoTime;
    }

    /** Whether reading ended because it came too slowly. */
    boolean isTooSlow() {
        return tooSlow;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (tooSlow) {
            throw Refusal.tooSlow();
        }
        long begun = nanoTime.getAsLong();
        int read;
        try {
            read = body.read(into, offset, length);
        } catch (IOException e) {
            if (saidNothing(e)) {
                throw refused();
            }
            throw e;
        }
        waited += nanoTime.getAsLong() - begun;
        if (read > 0) {
            bytes += read;
            if (!pace.isFastEnough(bytes, waited)) {
                throw refused();
            }
        }
        return read;
    }

    private Refusal refused() {
        tooSlow = true;
        return Refusal.tooSlow();
    }

    /** The container waits for as long as a client may say nothing, and not longer. */
    private static boolean saidNothing(IOException failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int available() throws IOException {
        return body.available();
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException("Bodies are read by threads that may wait.");
    }
}
