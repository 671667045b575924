package imece.gateway.moderation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body of at most so many bytes, as a text. One that is larger fails, and no more of it is taken. */
final class BoundedText implements BodySubscriber<String> {

    private final int most;
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    BoundedText(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        for (ByteBuffer some : part) {
            if (taken.size() + some.remaining() > most) {
                end(new IOException("The answer has more than " + most + " bytes."));
                return;
            }
            byte[] bytes = new byte[some.remaining()];
            some.get(bytes);
            taken.writeBytes(bytes);
        }
        if (subscription != null) {
            subscription.request(1);
        }
    }

    private void end(IOException why) {
        if (subscription != null) {
            subscription.cancel();
        }
        text.completeExceptionally(why);
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        text.complete(taken.toString(StandardCharsets.UTF_8));
    }
}
